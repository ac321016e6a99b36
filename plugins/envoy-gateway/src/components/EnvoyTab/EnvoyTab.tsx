import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useOverview, useTraffic, useWindow } from '../../hooks';
import { FailureState, LoadingState } from '../States';
import { EnvoyTabBody } from './EnvoyTabBody';

/** The Envoy tab of the entity whose page it is on. */
export function EnvoyTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const [window, setWindow] = useWindow();
  const overview = useOverview(entityRef);
  const traffic = useTraffic(entityRef, window);

  if (!overview.data) {
    return overview.error ? (
      <FailureState
        entity={entity}
        error={overview.error}
        onRetry={overview.refresh}
      />
    ) : (
      <LoadingState />
    );
  }
  return (
    <EnvoyTabBody
      entity={entity}
      overview={overview.data}
      overviewResource={overview}
      trafficResource={traffic}
      window={window}
      onWindowChange={setWindow}
    />
  );
}
