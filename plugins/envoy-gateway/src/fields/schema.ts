import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the field `EnvoyGatewayPicker`, in the form its template sees. */
export const envoyGatewayPickerFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      cluster: z.string().describe('The cluster the Gateway is in'),
      namespace: z.string().describe('The namespace of the Gateway'),
      name: z.string().describe('The name of the Gateway'),
    }),
});

/** Its JSON schema, for the template editor. */
export const EnvoyGatewayPickerSchema = envoyGatewayPickerFieldSchema.schema;

/**
 * The Gateway somebody picked.
 *
 * @public
 */
export interface EnvoyGatewayPickerValue {
  cluster: string;
  namespace: string;
  name: string;
}
