import Science from '@mui/icons-material/ScienceOutlined';
import { useTranslate } from '../../translation';
import { Badge } from '../primitives';

/** Says that nobody sent the requests whose figures are shown. */
export function GeneratedBadge() {
  const t = useTranslate();
  return (
    <Badge tone="warning" icon={<Science />} hint={t('sources.generatedHint')}>
      {t('sources.generated')}
    </Badge>
  );
}
