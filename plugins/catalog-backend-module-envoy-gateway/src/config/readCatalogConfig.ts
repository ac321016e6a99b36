import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  FactDefaults,
  ParsedRef,
  readLifecycle,
  readOwnerRef,
  readSystemRef,
} from '../entities';

const PATH = 'envoyGateway.catalog';

/** What `envoyGateway.catalog` says, with its defaults. */
export interface CatalogConfig {
  defaults: FactDefaults;
  /** The share of the entities a step may remove without confirmation. */
  removalThreshold: number;
  schedule: SchedulerServiceTaskScheduleDefinition;
}

/**
 * The cadence is how long the catalog stands still between two runs, the timeout how long after a
 * replica was killed, and the delay what comes before the first run.
 */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 2 },
  timeout: { minutes: 2 },
  initialDelay: { seconds: 1 },
  scope: 'global',
};

function refOrThrow(field: string, parsed: ParsedRef): string {
  if ('invalid' in parsed) {
    throw new InputError(
      `Config ${PATH}.${field}: ${parsed.invalid}; write an entity ref such as "platform" or "group:default/platform"`,
    );
  }
  return parsed.ref;
}

function readDefaults(config: Config | undefined): FactDefaults {
  const lifecycle = readLifecycle(
    config?.getOptionalString('defaultLifecycle') ?? 'production',
  );
  if ('invalid' in lifecycle) {
    throw new InputError(
      `Config ${PATH}.defaultLifecycle: ${lifecycle.invalid}`,
    );
  }
  const system = config?.getOptionalString('defaultSystem');
  return {
    owner: refOrThrow(
      'defaultOwner',
      readOwnerRef(config?.getOptionalString('defaultOwner') ?? 'unknown'),
    ),
    lifecycle: lifecycle.lifecycle,
    system: system && refOrThrow('defaultSystem', readSystemRef(system)),
  };
}

function readThreshold(config: Config | undefined): number {
  const threshold = config?.getOptionalNumber('removalThreshold') ?? 0.5;
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new InputError(
      `Config ${PATH}.removalThreshold: ${threshold} is not a share; write a number from 0 to 1, such as 0.5`,
    );
  }
  return threshold;
}

function readSchedule(
  config: Config | undefined,
): SchedulerServiceTaskScheduleDefinition {
  if (!config) {
    return DEFAULT_SCHEDULE;
  }
  const schedule = readSchedulerServiceTaskScheduleDefinitionFromConfig(config);
  if (schedule.scope === 'local') {
    throw new InputError(
      `Config ${PATH}.schedule.scope: one replica writes to the catalog at a time, so the scope is "global"; remove the field`,
    );
  }
  return {
    ...schedule,
    initialDelay: schedule.initialDelay ?? DEFAULT_SCHEDULE.initialDelay,
    scope: 'global',
  };
}

/**
 * Reads `envoyGateway.catalog`.
 *
 * @throws InputError naming the config path, so that the start fails with what to mend
 */
export function readCatalogConfig(root: Config): CatalogConfig {
  const config = root.getOptionalConfig(PATH);
  return {
    defaults: readDefaults(config),
    removalThreshold: readThreshold(config),
    schedule: readSchedule(config?.getOptionalConfig('schedule')),
  };
}
