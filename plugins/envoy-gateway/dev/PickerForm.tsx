import { TestApiProvider } from '@backstage/frontend-test-utils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvoyGatewayApi } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { envoyGatewayApiRef } from '../src';
import { EnvoyGatewayPicker } from '../src/fields/EnvoyGatewayPicker';
import { pickerManifest } from '../src/fixtures';
import { validateEnvoyGatewayPicker } from '../src/fields';

/** The picker in the scaffolder's own form. */
export function PickerForm({ api }: { api: EnvoyGatewayApi }) {
  return (
    <TestApiProvider apis={[[envoyGatewayApiRef, api]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={pickerManifest}
          extensions={[
            {
              name: 'EnvoyGatewayPicker',
              component: EnvoyGatewayPicker,
              validation: validateEnvoyGatewayPicker,
            },
          ]}
          onCreate={async () => {}}
        />
      </SecretsContextProvider>
    </TestApiProvider>
  );
}
