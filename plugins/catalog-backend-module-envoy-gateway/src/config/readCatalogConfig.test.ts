import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readCatalogConfig } from './readCatalogConfig';

const read = (catalog?: JsonObject) =>
  readCatalogConfig(
    new ConfigReader(catalog ? { envoyGateway: { catalog } } : {}),
  );

describe('readCatalogConfig', () => {
  it('has a default for everything', () => {
    expect(read()).toEqual({
      defaults: {
        owner: 'group:default/unknown',
        lifecycle: 'production',
        system: undefined,
      },
      removalThreshold: 0.5,
      schedule: {
        frequency: { seconds: 2 },
        timeout: { minutes: 2 },
        initialDelay: { seconds: 1 },
        scope: 'global',
      },
    });
  });

  it('reads what is given', () => {
    expect(
      read({
        defaultOwner: 'platform',
        defaultLifecycle: 'experimental',
        defaultSystem: 'shared/apis',
        removalThreshold: 0.1,
        schedule: { frequency: { seconds: 5 }, timeout: 'PT10M' },
      }),
    ).toEqual({
      defaults: {
        owner: 'group:default/platform',
        lifecycle: 'experimental',
        system: 'system:shared/apis',
      },
      removalThreshold: 0.1,
      schedule: expect.objectContaining({
        frequency: { seconds: 5 },
        timeout: { minutes: 10 },
        initialDelay: { seconds: 1 },
      }),
    });
  });

  it.each([
    [{ defaultOwner: 'component:x' }, 'envoyGateway.catalog.defaultOwner'],
    [{ defaultOwner: 'a b' }, 'envoyGateway.catalog.defaultOwner'],
    [{ defaultLifecycle: '!' }, 'envoyGateway.catalog.defaultLifecycle'],
    [{ defaultSystem: 'group:x' }, 'envoyGateway.catalog.defaultSystem'],
    [{ removalThreshold: 50 }, 'envoyGateway.catalog.removalThreshold'],
    [{ removalThreshold: 'half' }, 'envoyGateway.catalog.removalThreshold'],
    [
      {
        schedule: {
          frequency: { seconds: 1 },
          timeout: { minutes: 1 },
          scope: 'local',
        },
      },
      'envoyGateway.catalog.schedule.scope',
    ],
    [{ schedule: { frequency: { seconds: 1 } } }, 'timeout'],
  ])('stops the start over %j, naming the path', (catalog, path) => {
    expect(() => read(catalog)).toThrow(path);
  });
});
