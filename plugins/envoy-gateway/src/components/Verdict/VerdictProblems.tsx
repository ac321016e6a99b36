import Box from '@mui/material/Box';
import { VerdictView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { isConfirmed } from '../../model';
import { Mono, Quiet } from '../primitives';

/** What a controller wrote, condition by condition. */
export function VerdictProblems({ verdict }: { verdict: VerdictView }) {
  const statements = statementsOf(verdict);
  if (statements.length === 0) {
    return null;
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {statements.map(statement => (
        <Box
          component="li"
          key={`${statement.type} ${statement.reason} ${statement.message}`}
          sx={{ '& + &': { mt: 0.5 }, overflowWrap: 'anywhere' }}
        >
          {statement.message}
          {(statement.type || statement.reason) && (
            <>
              {' '}
              <Quiet>
                <Mono>
                  {[statement.type, statement.reason]
                    .filter(Boolean)
                    .join(' · ')}
                </Mono>
              </Quiet>
            </>
          )}
        </Box>
      ))}
    </Box>
  );
}

/** Whether {@link VerdictProblems} has anything to say. */
export function hasStatements(verdict: VerdictView): boolean {
  return statementsOf(verdict).length > 0;
}

function statementsOf(verdict: VerdictView) {
  const statements: Array<{ type?: string; reason?: string; message: string }> =
    [];
  // What an accepting controller says of itself ("Route is accepted") is no news.
  if (!isConfirmed(verdict) && verdict.message) {
    statements.push({ reason: verdict.reason, message: verdict.message });
  }
  for (const problem of verdict.problems) {
    if (!statements.some(known => known.message === problem.message)) {
      statements.push(problem);
    }
  }
  return statements;
}
