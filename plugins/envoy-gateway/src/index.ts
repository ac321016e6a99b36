/**
 * The Envoy tab and the Gateway picker. The default export is for apps on the new frontend system;
 * `envoyGatewayPlugin` and what belongs to it are for those on the old one.
 *
 * @packageDocumentation
 */
import { unstable_ClassNameGenerator as ClassNameGenerator } from '@mui/material/className';

// The unified theme keeps Material UI 4 and 5 apart by this prefix. It must be set before a component
// is loaded; setting it twice is fine.
ClassNameGenerator.configure(name =>
  name.startsWith('v5-') ? name : `v5-${name}`,
);

export { default } from './plugin';
export { envoyGatewayApiRef } from './api';
export { isEnvoyGatewayAvailable } from './availability';
export {
  EntityEnvoyContent,
  envoyGatewayPlugin,
  EnvoyGatewayPickerFieldExtension,
} from './legacy';
export type { EnvoyGatewayPickerValue } from './fields';
export { envoyGatewayTranslationRef } from './translation';
