import {
  FINDING_RULES,
  FindingRule,
} from '@envoy-gateway-portal/gateway-model';

const DOCS =
  'https://github.com/envoy-gateway-portal/envoy-gateway-portal/blob/main/docs';

/** What is found of manifests themselves, before anything is asked of Envoy Gateway. */
export const MANIFEST_RULES = {
  refused: {
    code: 'EG001',
    title: 'The API server refuses the object',
    description:
      'The object does not fit the schema of its CustomResourceDefinition, breaks one of its rules, or has metadata no API server takes.',
    severity: 'error',
  },
  unknownField: {
    code: 'EG002',
    title: 'Field is not known',
    description:
      'The schema has no such field, so that the API server drops it and it does nothing. Mostly it is misspelt, or indented wrongly.',
    severity: 'warning',
  },
  notChecked: {
    code: 'EG003',
    title: 'Something was not checked',
    description:
      'Part of a schema cannot be judged here, so that the API server may refuse what is not refused here.',
    severity: 'info',
  },
  twice: {
    code: 'EG004',
    title: 'The object is there twice',
    description:
      'Two manifests describe one object, and which of them holds depends on the order they are applied in.',
    severity: 'error',
  },
} satisfies Record<string, FindingRule>;

/** Every rule there is, by code. */
export const RULES: readonly FindingRule[] = [
  ...Object.values(MANIFEST_RULES),
  ...FINDING_RULES,
];

/** The page that explains a finding. */
export function helpUri(code: string): string {
  return `${DOCS}/checks/${code}.md`;
}
