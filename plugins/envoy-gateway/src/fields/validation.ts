import { translationApiRef } from '@backstage/frontend-plugin-api';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { envoyGatewayTranslationRef } from '../translation';
import { EnvoyGatewayPickerValue } from './schema';

/** A form's empty object is no Gateway, although it satisfies `required`. */
export const validateEnvoyGatewayPicker: CustomFieldValidator<
  EnvoyGatewayPickerValue
> = (value, field, { apiHolder }) => {
  if (isGateway(value)) {
    return;
  }
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(envoyGatewayTranslationRef);
  field.addError(
    translation?.ready ? translation.t('picker.required') : 'Choose a Gateway.',
  );
};

function isGateway(value: Partial<EnvoyGatewayPickerValue> | undefined) {
  return [value?.cluster, value?.namespace, value?.name].every(
    part => typeof part === 'string' && part !== '',
  );
}
