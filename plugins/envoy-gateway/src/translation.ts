import {
  createTranslationRef,
  TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { summaryMessages } from './messages/summary';
import { exposuresMessages } from './messages/exposures';
import { rulesMessages } from './messages/rules';
import { protectionMessages } from './messages/protection';
import { trafficMessages } from './messages/traffic';
import { pickerMessages } from './messages/picker';

/**
 * Every string the plugin shows that does not come from the backend.
 *
 * @public
 */
export const envoyGatewayTranslationRef = createTranslationRef({
  id: 'envoy-gateway',
  messages: {
    ...summaryMessages,
    ...exposuresMessages,
    ...rulesMessages,
    ...protectionMessages,
    ...trafficMessages,
    ...pickerMessages,
  },
});

/** The translation function of {@link envoyGatewayTranslationRef}. */
export type Translate = TranslationFunction<
  typeof envoyGatewayTranslationRef.T
>;

/** The plugin's strings in the language of the app. */
export function useTranslate(): Translate {
  return useTranslationRef(envoyGatewayTranslationRef).t;
}
