import Box from '@mui/material/Box';
import { EffectiveValueView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { Fact, SetAside, valueText } from '../../model';
import { useTranslate } from '../../translation';
import { LongText, Mono, Quiet } from '../primitives';
import { factText } from './factText';
import { SourceText } from './SourceText';

const LIST = { m: 0, p: 0, listStyle: 'none' } as const;

/** The backend cuts longer ones. */
const LONGEST = 420;

/** A fact field by field: each value with where it stands, then what was set aside and why. */
export function FactFields({ fact, id }: { fact: Fact; id: string }) {
  const t = useTranslate();
  return (
    <Box
      id={id}
      sx={{
        mt: 0.5,
        mb: 0.5,
        pl: 1.25,
        borderLeft: 2,
        borderColor: 'divider',
        fontSize: '0.8125rem',
      }}
    >
      <Box component="ul" sx={LIST}>
        {fact.values.map(value => (
          <li key={value.path}>
            <FieldLine value={value} alone={fact.sources.length === 1} />
          </li>
        ))}
      </Box>
      {fact.setAside.length > 0 && (
        <>
          <Box sx={{ mt: 0.75, fontWeight: 600, color: 'text.secondary' }}>
            {t('protection.setAside')}
          </Box>
          <Box component="ul" sx={LIST}>
            {fact.setAside.map(lost => (
              <Box
                component="li"
                key={JSON.stringify([lost.source, lost.path, lost.value])}
                sx={{ '& + &': { mt: 0.5 } }}
              >
                <SetAsideLine lost={lost} />
              </Box>
            ))}
          </Box>
        </>
      )}
    </Box>
  );
}

/** `field: value`. Its source is told where the fact has several, or where the source has it elsewhere. */
function FieldLine(props: { value: EffectiveValueView; alone: boolean }) {
  const { value, alone } = props;
  const t = useTranslate();
  const { path, source } = value;
  const elsewhere = source.path !== `spec.${path}`;
  return (
    <>
      <Quiet>
        <LongText text={`${path}:`} />
      </Quiet>{' '}
      <Mono>
        <LongText text={valueText(value.value)} plain limit={LONGEST} />
      </Mono>
      {(!alone || elsewhere) && (
        <Quiet>
          {' '}
          {!alone &&
            t('protection.from', { source: <SourceText source={source} /> })}
          {!alone && elsewhere && ' '}
          {elsewhere && <LongText text={source.path} />}
        </Quiet>
      )}
    </>
  );
}

function SetAsideLine({ lost }: { lost: SetAside }) {
  const t = useTranslate();
  const formats = useFormats();
  const words = lost.effects.map(effect => factText(t, formats, effect));
  const isSaid = words.length > 0 && words.every(word => word !== undefined);
  return (
    <>
      {isSaid ? (
        <LongText text={words.join('; ')} plain limit={LONGEST} />
      ) : (
        <>
          <Quiet>
            <LongText text={`${lost.path}:`} />
          </Quiet>{' '}
          <Mono>
            <LongText text={valueText(lost.value)} plain limit={LONGEST} />
          </Mono>
        </>
      )}{' '}
      <Quiet>
        {t('protection.from', {
          source: <SourceText source={lost.source} />,
        })}
        {lost.why && (
          <>
            {': '}
            <LongText text={lost.why} plain limit={LONGEST} />
          </>
        )}
      </Quiet>
    </>
  );
}
