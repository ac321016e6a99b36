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
  NarrowOnly,
  Quiet,
  RoomyTd,
  RowTh,
  Td,
  Tr,
  WideTd,
} from '../primitives';
import { VerdictBadge } from '../Verdict';

/** One address: a link where a browser could follow it, text where it could not. */
export function ExposureTableRow({ row }: { row: ExposureRow }) {
  const t = useTranslate();
  const formats = useFormats();
  const text = addressText(row);
  const notes = [
    row.pathType === 'Exact' && t('exposures.exact'),
    row.pathType === 'RegularExpression' && t('exposures.regularExpression'),
    row.host === '*' && t('exposures.anyHost'),
    // With a link the hostname says where; without one, the address is all there is.
    !row.url &&
      row.addresses.length > 0 &&
      t('exposures.addresses', {
        addresses: formats.list(row.addresses.slice(0, 4)),
      }),
  ].filter(Boolean);
  const where = (
    <>
      <Mono>{objectName(row.gateway)}</Mono> · <Mono>{row.listener}</Mono>
    </>
  );
  return (
    <Tr>
      <RowTh scope="row">
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {row.methods.map(method => (
            <Method key={method}>{method}</Method>
          ))}
          {row.url ? (
            <Link
              href={row.url}
              target="_blank"
              rel="noopener noreferrer"
              sx={{ minWidth: 0, display: 'inline-flex' }}
            >
              <LongText text={text} />
              <OpenInNew
                aria-hidden
                sx={{ fontSize: 14, ml: 0.5, mt: '3px', flexShrink: 0 }}
              />
            </Link>
          ) : (
            <LongText text={text} />
          )}
        </Box>
        {notes.length > 0 && <Quiet>{notes.join(' · ')}</Quiet>}
        <NarrowOnly>
          <Quiet>
            {row.cluster} · {where}
          </Quiet>
        </NarrowOnly>
      </RowTh>
      <RoomyTd>{where}</RoomyTd>
      <WideTd>
        {row.certificateRefs.length > 0 ? (
          <LongText
            text={formats.list(row.certificateRefs.slice(0, 4).map(objectName))}
          />
        ) : (
          <Quiet>
            {t(
              row.scheme === 'https'
                ? 'exposures.certificateUnknown'
                : 'exposures.noCertificate',
            )}
          </Quiet>
        )}
      </WideTd>
      <RoomyTd>{row.cluster}</RoomyTd>
      <Td>
        <VerdictBadge
          verdict={row.verdict}
          acceptedAs={t('exposures.live')}
          rejectedAs={t('exposures.notServed')}
        />
      </Td>
      <Td style={{ paddingTop: 4, paddingBottom: 4 }}>
        <CopyButton text={row.url ?? text} />
      </Td>
    </Tr>
  );
}
