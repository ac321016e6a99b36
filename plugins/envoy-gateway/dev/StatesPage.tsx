import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import Box from '@mui/material/Box';
import { Link, useSearchParams } from 'react-router-dom';
import { envoyGatewayApiRef } from '../src';
import { EnvoyTab } from '../src/components/EnvoyTab';
import { fixtureApi, gateways, responseError } from '../src/fixtures';
import { PickerForm } from './PickerForm';
import { states } from './states';

/** The state named in the address, and links to the others. */
export function StatesPage() {
  const [parameters] = useSearchParams();
  const name = parameters.get('state') ?? 'partlyLive';
  const state = states[name];
  return (
    <Box sx={{ p: 3 }}>
      {!parameters.has('bare') && (
        <Box component="nav" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {[...Object.keys(states), 'picker'].map(key => (
            <Link key={key} to={`?state=${key}`}>
              {states[key]?.title ?? 'Picker'}
            </Link>
          ))}
        </Box>
      )}
      {state && (
        <TestApiProvider key={name} apis={[[envoyGatewayApiRef, state.api]]}>
          <EntityProvider entity={state.entity}>
            <EnvoyTab />
          </EntityProvider>
        </TestApiProvider>
      )}
      {name === 'picker' && (
        <Box sx={{ display: 'grid', gap: 4, maxWidth: 640 }}>
          <PickerForm api={fixtureApi({ gateways })} />
          <PickerForm api={fixtureApi()} />
          <PickerForm
            api={fixtureApi({ gateways: responseError(503, 'No backend') })}
          />
        </Box>
      )}
    </Box>
  );
}
