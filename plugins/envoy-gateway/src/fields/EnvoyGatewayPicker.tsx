import Alert from '@mui/material/Alert';
import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import TextField from '@mui/material/TextField';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  envoyGatewayGatewayReadPermission,
  GatewayView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useMemo } from 'react';
import { describeFailure } from '../model';
import { Translate, useTranslate } from '../translation';
import { GatewayOption } from './GatewayOption';
import { EnvoyGatewayPickerValue } from './schema';
import { useGateways } from './useGateways';

export type EnvoyGatewayPickerProps =
  FieldExtensionComponentProps<EnvoyGatewayPickerValue>;

/** Picks one of the Gateways that exist. */
export function EnvoyGatewayPicker(props: EnvoyGatewayPickerProps) {
  const { formData, onChange, required, rawErrors = [], schema } = props;
  const t = useTranslate();
  const { data, error, refreshing, refresh } = useGateways();
  const options = useMemo(
    () => [...(data?.gateways ?? [])].sort(byName),
    [data],
  );
  const chosen = formData?.name ? formData : undefined;
  const value =
    chosen && options.find(gateway => keyOf(gateway) === keyOf(chosen));
  const loading = !data && refreshing;
  const empty = data?.gateways.length === 0 && data.incomplete.length === 0;

  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={schema.description ?? t('picker.description')}
      required={required}
      disabled={props.disabled}
      errors={props.errors}
    >
      <Autocomplete<GatewayView>
        id={props.idSchema?.$id}
        options={options}
        value={value ?? null}
        loading={loading}
        loadingText={t('picker.loading')}
        noOptionsText={t('picker.noMatch')}
        disabled={props.disabled || props.readonly}
        filterOptions={createFilterOptions({
          limit: 100,
          stringify: gateway => searchText(gateway),
        })}
        getOptionLabel={gateway => labelOf(t, gateway)}
        getOptionKey={keyOf}
        isOptionEqualToValue={(a, b) => keyOf(a) === keyOf(b)}
        onChange={(_event, gateway) =>
          onChange(
            gateway
              ? {
                  cluster: gateway.cluster,
                  namespace: gateway.namespace,
                  name: gateway.name,
                }
              : undefined,
          )
        }
        onBlur={() => props.onBlur?.(props.idSchema?.$id, formData)}
        renderOption={({ key, ...optionProps }, gateway) => (
          <Box component="li" key={key} {...optionProps}>
            <GatewayOption gateway={gateway} label={labelOf(t, gateway)} />
          </Box>
        )}
        renderInput={params => (
          <TextField
            {...params}
            label={schema.title ?? t('picker.title')}
            placeholder={t('picker.placeholder')}
            required={required}
            error={rawErrors.length > 0}
            // The form says what is missing in its own words, not the browser.
            inputProps={{
              ...params.inputProps,
              required: false,
              'aria-required': required,
            }}
            InputProps={{
              ...params.InputProps,
              endAdornment: (
                <>
                  {loading && (
                    <CircularProgress
                      color="inherit"
                      size={18}
                      aria-label={t('picker.loading')}
                    />
                  )}
                  {params.InputProps.endAdornment}
                </>
              ),
            }}
          />
        )}
      />
      <Box sx={{ display: 'grid', gap: 1, '&:not(:empty)': { mt: 1 } }}>
        {error && (
          <Alert
            severity="error"
            variant="outlined"
            action={
              <Button
                color="inherit"
                size="small"
                onClick={refresh}
                sx={{ textTransform: 'none' }}
              >
                {t('picker.retry')}
              </Button>
            }
          >
            {failureText(t, error)}
          </Alert>
        )}
        {empty && (
          <Alert severity="info" variant="outlined">
            {t('picker.empty')}
          </Alert>
        )}
        {data?.incomplete.map(({ cluster, reason }) => (
          <Alert severity="warning" variant="outlined" key={cluster}>
            {t('picker.incomplete', { cluster, reason })}
          </Alert>
        ))}
        {data && chosen && !value && (
          <Alert severity="warning" variant="outlined">
            {t('picker.gone', { gateway: labelOf(t, chosen) })}
          </Alert>
        )}
      </Box>
    </ScaffolderField>
  );
}

function failureText(t: Translate, error: Error): string {
  const failure = describeFailure(error);
  return failure.kind === 'denied'
    ? t('picker.denied', {
        permission: envoyGatewayGatewayReadPermission.name,
      })
    : t('picker.failed', { message: failure.message });
}

function labelOf(t: Translate, gateway: EnvoyGatewayPickerValue): string {
  return t('picker.option', {
    namespace: gateway.namespace,
    name: gateway.name,
    cluster: gateway.cluster,
  });
}

function searchText(gateway: GatewayView): string {
  return [
    gateway.cluster,
    `${gateway.namespace}/${gateway.name}`,
    ...gateway.listeners.map(({ hostname }) => hostname ?? ''),
  ].join(' ');
}

function keyOf(gateway: EnvoyGatewayPickerValue): string {
  return `${gateway.cluster}/${gateway.namespace}/${gateway.name}`;
}

function byName(a: GatewayView, b: GatewayView): number {
  return keyOf(a).localeCompare(keyOf(b));
}
