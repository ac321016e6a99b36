import { z } from 'zod/v3';
import {
  fullEntityRef,
  isHeaderName,
  isHostname,
  isHttpPath,
  isHttpsUrl,
  isLabel,
  isLine,
  isSubdomain,
  isText,
} from './names';

/** HTTPRoute takes 16 rules, and each path becomes one. */
const MAX_PATHS = 16;
/** HTTPRoute takes 128 matches, and each method of a path becomes one. */
const MAX_MATCHES = 128;
const MAX_HOSTNAMES = 16;

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'CONNECT',
  'TRACE',
] as const;

const LABEL_RULE =
  'must be lower-case letters, digits and dashes, at most 63, such as payments';
const SUBDOMAIN_RULE =
  'must be lower-case letters, digits, dashes and dots, at most 253, such as payments-v1';

const label = (zod: typeof z) =>
  zod.string().max(63).refine(isLabel, LABEL_RULE);
const subdomain = (zod: typeof z) =>
  zod.string().max(253).refine(isSubdomain, SUBDOMAIN_RULE);
const line = (zod: typeof z, max: number) =>
  zod
    .string()
    .min(1)
    .max(max)
    .refine(isLine, 'must be on one line, without control characters');
/** A field a form may leave empty. */
const optional = (
  zod: typeof z,
  text: z.ZodType<string, z.ZodTypeDef, unknown>,
) => zod.union([zod.literal('').transform(() => undefined), text]).optional();

const gateway = (zod: typeof z) =>
  zod
    .union([
      zod
        .string()
        .max(320)
        .refine(
          text =>
            text.split('/').length === 2 && text.split('/').every(isSubdomain),
          'must be <namespace>/<name>, such as platform/public',
        )
        .transform(text => {
          const [namespace, name] = text.split('/');
          return { namespace, name };
        }),
      zod.object({
        cluster: line(zod, 253).optional(),
        namespace: label(zod),
        name: subdomain(zod),
        sectionName: subdomain(zod).optional(),
      }),
    ])
    .describe(
      'Gateway to attach to: `namespace/name`, or an object with `namespace`, `name` and, to attach to one listener only, `sectionName`.',
    );

const pathValue = (zod: typeof z) =>
  zod
    .string()
    .max(1024)
    .refine(
      isHttpPath,
      'must start with / and contain only characters of a path, no empty or dot segment, such as /payments',
    );

const paths = (zod: typeof z) =>
  zod
    .array(
      zod.union([
        pathValue(zod).transform(value => ({
          value,
          type: 'PathPrefix' as const,
          methods: [] as Array<(typeof METHODS)[number]>,
        })),
        zod.object({
          value: pathValue(zod),
          type: zod.enum(['PathPrefix', 'Exact']).default('PathPrefix'),
          methods: zod.array(zod.enum(METHODS)).max(METHODS.length).default([]),
        }),
      ]),
    )
    .min(1, 'must name at least one path')
    .max(MAX_PATHS)
    .describe(
      'Paths to expose, each a rule of the route: the path alone, or an object with `value`, `type` (PathPrefix, Exact) and `methods` (every method when left out).',
    );

const authentication = (zod: typeof z) =>
  zod
    .object({
      type: zod.enum(['none', 'apiKey', 'jwt']).default('none'),
      apiKey: zod
        .object({
          secretName: subdomain(zod).describe(
            "Secret in the route's namespace that holds the keys: one entry per client, the client's name as key and its API key as value.",
          ),
          header: zod
            .string()
            .max(256)
            .refine(isHeaderName, 'must be the name of an HTTP header')
            .default('x-api-key')
            .describe('Header the key is sent in.'),
        })
        .optional(),
      jwt: zod
        .object({
          issuer: line(zod, 253).describe('Value of the `iss` claim.'),
          jwksUri: zod
            .string()
            .max(253)
            .refine(
              isHttpsUrl,
              'must be an https address without credentials, such as https://login.example.com/.well-known/jwks.json',
            )
            .describe('Address the signing keys are fetched from.'),
          audiences: zod
            .array(line(zod, 253))
            .max(8)
            .default([])
            .describe('Accepted values of the `aud` claim; any when left out.'),
        })
        .optional(),
    })
    .default({ type: 'none' })
    .superRefine(({ type, apiKey, jwt }, context) => {
      if ((type === 'apiKey' && !apiKey) || (type === 'jwt' && !jwt)) {
        context.addIssue({
          code: zod.ZodIssueCode.custom,
          path: [type],
          message: `must be given, as authentication.type is ${type}`,
        });
      }
    })
    .describe('Who may call: `none`, `apiKey` or `jwt`, with its settings.');

const rateLimit = (zod: typeof z) =>
  zod
    .object({
      requests: zod.number().int().min(1).max(4_294_967_295),
      unit: zod.enum(['Second', 'Minute', 'Hour', 'Day']),
      perClient: zod
        .boolean()
        .default(false)
        .describe(
          'Count each client by itself: by its API key, or by its address where there are no keys.',
        ),
    })
    .optional()
    .describe(
      'How many requests are let through. Each proxy counts by itself, and each hostname, path and method separately.',
    );

/** The input of `envoyGateway:httpRoute:generate`. */
export const httpRouteGenerateInput = (zod: typeof z) =>
  zod
    .object({
      name: subdomain(zod).describe('Name of the HTTPRoute.'),
      namespace: label(zod).describe('Namespace of the HTTPRoute.'),
      cluster: optional(zod, line(zod, 253)).describe(
        'Cluster the route is meant for, as named in envoyGateway.clusters. The input is checked against what lives there.',
      ),
      gateway: gateway(zod),
      hostnames: zod
        .array(
          zod
            .string()
            .max(253)
            .refine(
              isHostname,
              'must be a lower-case host name, perhaps with *. in front, such as api.example.com',
            ),
        )
        .min(1, 'must name at least one hostname')
        .max(MAX_HOSTNAMES)
        .describe('Hostnames the route answers to.'),
      paths: paths(zod),
      backend: zod
        .object({
          service: label(zod),
          port: zod.number().int().min(1).max(65_535),
          namespace: optional(zod, label(zod)),
        })
        .describe(
          'Service that answers. In another namespace only with a ReferenceGrant there.',
        ),
      authentication: authentication(zod),
      rateLimit: rateLimit(zod),
      owner: zod
        .string()
        .max(253)
        .refine(
          text => fullEntityRef(text, ['group', 'user']) !== undefined,
          'must be the entity ref of a Group or User, such as group:default/payments',
        )
        .transform(text => fullEntityRef(text, ['group', 'user']) ?? text)
        .describe('Owner of the API, as an entity ref.'),
      lifecycle: line(zod, 63)
        .default('production')
        .describe('Lifecycle of the API in the catalog.'),
      title: optional(zod, line(zod, 200)).describe(
        'Title of the API in the catalog.',
      ),
      description: optional(
        zod,
        zod
          .string()
          .max(2000)
          .refine(isText, 'must not contain control characters'),
      ).describe('Description of the API in the catalog.'),
      system: optional(
        zod,
        zod
          .string()
          .max(253)
          .refine(
            text => fullEntityRef(text, ['system']) !== undefined,
            'must be the entity ref of a System, such as system:default/commerce',
          )
          .transform(text => fullEntityRef(text, ['system']) ?? text),
      ).describe('System the API belongs to, as an entity ref.'),
      targetPath: optional(zod, line(zod, 1024)).describe(
        'Folder of the workspace to write to. `<namespace>/<name>` when left out.',
      ),
      overwrite: zod
        .boolean()
        .default(false)
        .describe(
          'Go on when the cluster already holds a route of this name that is not known to belong to `owner`.',
        ),
    })
    .superRefine((input, context) => {
      const refuse = (path: Array<string | number>, message: string) =>
        context.addIssue({ code: zod.ZodIssueCode.custom, path, message });
      const seen = new Set<string>();
      input.paths.forEach(({ type, value, methods }, index) => {
        for (const method of methods.length > 0 ? methods : ['']) {
          const match = `${type} ${value} ${method}`;
          if (seen.has(match)) {
            refuse(['paths', index], `repeats ${match.trim()}`);
          }
          seen.add(match);
        }
      });
      if (seen.size > MAX_MATCHES) {
        refuse(
          ['paths'],
          `come to ${seen.size} matches, and an HTTPRoute takes ${MAX_MATCHES}: leave out methods, or make two routes`,
        );
      }
      const { gateway: parent, cluster } = input;
      if (
        'cluster' in parent &&
        parent.cluster &&
        cluster &&
        parent.cluster !== cluster
      ) {
        refuse(
          ['gateway', 'cluster'],
          `is ${parent.cluster}, but cluster is ${cluster}: give one of them`,
        );
      }
    });

/** The input as the action works on it: defaults filled in, short forms written out. */
export type HttpRouteRequest = z.output<
  ReturnType<typeof httpRouteGenerateInput>
>;

/** The output of `envoyGateway:httpRoute:generate`. */
export const httpRouteGenerateOutput = (zod: typeof z) =>
  zod.object({
    folder: zod.string().describe('Folder of the workspace written to.'),
    files: zod
      .array(zod.string())
      .describe('The files written, as paths in the workspace.'),
    absentFiles: zod
      .array(zod.string())
      .describe(
        'Names of the files the input does not call for. Give them to `removeFiles` of envoyGateway:git:publish, so that what an earlier run wrote goes.',
      ),
    manifests: zod.string().describe('All manifests as one YAML text.'),
    entityRef: zod
      .string()
      .describe('Entity ref of the API that appears in the catalog.'),
  });
