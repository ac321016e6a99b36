import { Fragment } from 'react';
import { FactSource, objectName } from '../../model';
import { useTranslate } from '../../translation';
import { LongText, Mono } from '../primitives';

/** Who set something: `BackendTrafficPolicy payments/limits (for this route)`. */
export function SourceText({ source }: { source: FactSource }) {
  const t = useTranslate();
  return (
    <>
      {source.kind}{' '}
      <Mono>
        <LongText text={objectName(source)} plain />
      </Mono>
      {source.level && ` (${t(`protection.${source.level}`)})`}
    </>
  );
}

/** Everyone who set a part of something. */
export function SourcesText({ sources }: { sources: readonly FactSource[] }) {
  const t = useTranslate();
  return (
    <>
      {sources.map((source, index) => (
        <Fragment key={`${source.kind} ${objectName(source)}`}>
          {index > 0 && ', '}
          {isPolicy(source)
            ? t('protection.from', { source: <SourceText source={source} /> })
            : t('protection.fromRoute')}
        </Fragment>
      ))}
    </>
  );
}

/** What is no policy is the route the rule belongs to. */
function isPolicy({ kind }: FactSource): boolean {
  return kind.endsWith('Policy');
}
