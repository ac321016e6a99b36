import { ObjectMeta } from '@envoy-gateway-portal/gateway-model';
import {
  ANNOTATION_DESCRIPTION,
  ANNOTATION_TITLE,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Copy } from './copies';
import { markdownSafeText, plainText } from './text';

const MAX_TITLE = 120;
const MAX_DESCRIPTION = 1000;

type Copies = ReadonlyArray<Copy<{ metadata: ObjectMeta }>>;

function firstText(
  copies: Copies,
  annotation: string,
  read: (value: string | undefined) => string | undefined,
): string | undefined {
  for (const { object } of copies) {
    const text = read(object.metadata.annotations?.[annotation]);
    if (text !== undefined) {
      return text;
    }
  }
  return undefined;
}

/** The title an annotation gives, of the first cluster that has one. */
export function titleOf(copies: Copies): string | undefined {
  return firstText(copies, ANNOTATION_TITLE, value =>
    plainText(value, MAX_TITLE),
  );
}

/** The description an annotation gives, of the first cluster that has one. */
export function descriptionOf(copies: Copies): string | undefined {
  return firstText(copies, ANNOTATION_DESCRIPTION, value =>
    markdownSafeText(value, MAX_DESCRIPTION),
  );
}
