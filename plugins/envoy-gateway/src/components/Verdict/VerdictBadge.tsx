import Cancel from '@mui/icons-material/Cancel';
import CheckCircle from '@mui/icons-material/CheckCircle';
import Contrast from '@mui/icons-material/Contrast';
import DoNotDisturbOnOutlined from '@mui/icons-material/DoNotDisturbOnOutlined';
import History from '@mui/icons-material/History';
import HourglassEmpty from '@mui/icons-material/HourglassEmpty';
import { VerdictView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { ReactElement } from 'react';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import { Badge, Tone } from '../primitives';

const LOOKS: Record<
  VerdictView['state'],
  { tone: Tone; icon: ReactElement; dashed?: boolean }
> = {
  accepted: { tone: 'good', icon: <CheckCircle /> },
  partlyValid: { tone: 'warning', icon: <Contrast /> },
  rejected: { tone: 'bad', icon: <Cancel /> },
  noVerdict: { tone: 'neutral', icon: <HourglassEmpty />, dashed: true },
  stale: { tone: 'warning', icon: <History />, dashed: true },
  notOurs: { tone: 'neutral', icon: <DoNotDisturbOnOutlined /> },
};

export interface VerdictBadgeProps {
  verdict: VerdictView;
  /** Another word for accepted without problems, such as "Live". */
  acceptedAs?: string;
  /** Another word for rejected, such as "Not programmed". */
  rejectedAs?: string;
}

/** A verdict in a word. No two states share word, icon and look. */
export function VerdictBadge(props: VerdictBadgeProps) {
  const { verdict, acceptedAs, rejectedAs } = props;
  const t = useTranslate();
  const formats = useFormats();
  const { state, problems } = verdict;
  const word =
    (state === 'accepted' && problems.length === 0 && acceptedAs) ||
    (state === 'rejected' && rejectedAs) ||
    t(`verdict.${state}`);
  const parts = [
    t(`verdict.${state}Hint`),
    verdict.reason && state !== 'accepted' && `${verdict.reason}.`,
    // What does not take away from acceptance, such as being overridden for some routes
    state === 'accepted' &&
      problems.length > 0 &&
      `${problems.map(({ type }) => type).join(', ')}.`,
    verdict.since &&
      t('verdict.since', { time: formats.moment(verdict.since) }),
  ];
  return (
    <Badge {...LOOKS[state]} hint={parts.filter(Boolean).join(' ')}>
      {word}
    </Badge>
  );
}
