import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvoyGatewayPicker } from './EnvoyGatewayPicker';
import { envoyGatewayPickerFieldSchema } from './schema';
import { validateEnvoyGatewayPicker } from './validation';

/** The field as the new frontend system wants it. */
export const envoyGatewayPickerFormField = createFormField({
  name: 'EnvoyGatewayPicker',
  component: EnvoyGatewayPicker,
  validation: validateEnvoyGatewayPicker,
  schema: envoyGatewayPickerFieldSchema,
});
