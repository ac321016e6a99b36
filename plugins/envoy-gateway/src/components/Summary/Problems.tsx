import ErrorOutline from '@mui/icons-material/ErrorOutline';
import Box from '@mui/material/Box';
import { Overview } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useId, useState } from 'react';
import { useTranslate } from '../../translation';
import {
  LongText,
  TextButton,
  toneBorder,
  toneColor,
  toneSurface,
} from '../primitives';

type Problem = Overview['summary']['problems'][number];

/** Past this, reading on helps nobody; the verdicts below hold the rest. */
const MAX_PROBLEMS = 20;

export interface ProblemsProps {
  problems: Problem[];
  /** Whether nothing answers any more. */
  severe?: boolean;
}

/** The worst problem in plain words, with what to do; the others behind a button. */
export function Problems({ problems, severe }: ProblemsProps) {
  const tone = severe ? 'bad' : 'warning';
  const t = useTranslate();
  const id = useId();
  const [open, setOpen] = useState(false);
  if (problems.length === 0) {
    return null;
  }
  const shown = problems.slice(0, open ? MAX_PROBLEMS : 1);
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.25,
        p: 1.5,
        pr: 2,
        borderRadius: 2,
        border: theme => `1px solid ${toneBorder(theme, tone)}`,
        backgroundColor: theme => toneSurface(theme, tone),
      }}
    >
      <ErrorOutline
        aria-hidden
        sx={{
          fontSize: 20,
          mt: '1px',
          color: theme => toneColor(theme, tone),
        }}
      />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Box component="ul" id={id} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {shown.map(problem => (
            <Box
              component="li"
              key={`${problem.cluster} ${problem.object} ${problem.message}`}
              sx={{
                typography: 'body2',
                overflowWrap: 'anywhere',
                '& + &': { mt: 1.25 },
              }}
            >
              <Box sx={{ fontWeight: 500 }}>
                <LongText text={problem.message} plain limit={600} />
              </Box>
              {problem.remedy && (
                <Box>
                  {t('summary.remedy')} {problem.remedy}
                </Box>
              )}
            </Box>
          ))}
        </Box>
        {problems.length > 1 && (
          <TextButton
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
            sx={{ mt: 0.75 }}
          >
            {open
              ? t('summary.fewer')
              : t('summary.more', { count: problems.length - 1 })}
          </TextButton>
        )}
      </Box>
    </Box>
  );
}
