import OpenInNew from '@mui/icons-material/OpenInNew';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useFormats } from '../../hooks';
import { addressText, ExposureRow, objectName } from '../../model';
import { useTranslate } from '../../translation';
import {
  CopyButton,
  LongText,
  Method,
  Mono,
  Quiet,
  Td,
  Tr,
} from '../primitives';
import { VerdictBadge } from '../Verdict';

/** One address: a link where a browser could follow it, text where it could not. */
export function ExposureTableRow({ row }: { row: ExposureRow }) {
  const t = useTranslate();
  const formats = useFormats();
  const text = addressText(row);
  const notes = [
    row.pathType !== 'PathPrefix' &&
      t(
        row.pathType === 'Exact'
          ? 'exposures.exact'
          : 'exposures.regularExpression',
      ),
    row.host === '*' && t('exposures.anyHost'),
    row.addresses.length > 0 &&
      t('exposures.addresses', {
        addresses: formats.list(row.addresses.slice(0, 4)),
      }),
    row.certificateRefs.length > 0 &&
      t('exposures.certificates', {
        names: formats.list(row.certificateRefs.slice(0, 4).map(objectName)),
      }),
  ].filter(Boolean);
  return (
    <Tr>
      <Td>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {row.methods.map(method => (
            <Method key={method}>{method}</Method>
          ))}
          {row.url ? (
            <Link
              href={row.url}
              target="_blank"
              rel="noopener noreferrer"
              sx={{ minWidth: 0 }}
            >
              <LongText text={text} />
              <OpenInNew
                aria-hidden
                sx={{ fontSize: 14, ml: 0.5, verticalAlign: '-2px' }}
              />
            </Link>
          ) : (
            <LongText text={text} />
          )}
        </Box>
        {notes.length > 0 && <Quiet>{notes.join(' · ')}</Quiet>}
      </Td>
      <Td>
        <Mono>{objectName(row.gateway)}</Mono> · <Mono>{row.listener}</Mono>
      </Td>
      <Td>{row.cluster}</Td>
      <Td>
        <VerdictBadge verdict={row.verdict} acceptedAs={t('exposures.live')} />
      </Td>
      <Td style={{ paddingTop: 4, paddingBottom: 4 }}>
        <CopyButton text={row.url ?? text} />
      </Td>
    </Tr>
  );
}
