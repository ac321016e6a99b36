import Skeleton from '@mui/material/Skeleton';
import { lazy, Suspense } from 'react';
import type { EnvoyGatewayPickerProps } from './EnvoyGatewayPicker';

const EnvoyGatewayPicker = lazy(() =>
  import('./EnvoyGatewayPicker').then(m => ({
    default: m.EnvoyGatewayPicker,
  })),
);

/** The picker, loaded when a form shows it. */
export function LazyEnvoyGatewayPicker(props: EnvoyGatewayPickerProps) {
  return (
    <Suspense fallback={<Skeleton variant="rounded" height={56} />}>
      <EnvoyGatewayPicker {...props} />
    </Suspense>
  );
}
