import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from '../../translation';
import { Quiet, VisuallyHidden } from '../primitives';

export interface UnknownSettingProps {
  kind: string;
  cluster: string;
}

/** Stands where "none" would be concluded from not being able to look. */
export function UnknownSetting({ kind, cluster }: UnknownSettingProps) {
  const t = useTranslate();
  const why = t('rules.unreadable', { kind, cluster });
  return (
    <Tooltip title={why} describeChild>
      <Quiet>
        {t('rules.unknown')}
        <VisuallyHidden>{`: ${why}`}</VisuallyHidden>
      </Quiet>
    </Tooltip>
  );
}
