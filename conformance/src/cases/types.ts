import { TranslationSettings } from '@envoy-gateway-portal/gateway-model';
import { JsonObject } from '@envoy-gateway-portal/gateway-model';

/** What Envoy Gateway made of a case. */
export interface Verdicts {
  /** Objects with the status it wrote; those it wrote nothing to may be missing. */
  objects: readonly JsonObject[];
  /** Its intermediate representation by set of proxies; absent where only statuses are known. */
  xdsIR?: JsonObject;
  /**
   * `translator`: statuses as the translation leaves them, before the provider has joined the facts of the
   * running system (a Gateway's `Accepted` and `Programmed`). `cluster`: as they were written.
   */
  stage: 'translator' | 'cluster';
  /** Why there are no verdicts at all: Envoy Gateway crashed over the case. */
  crash?: string;
}

/** A case: what went in, and what Envoy Gateway made of it. */
export interface Case {
  name: string;
  objects: readonly unknown[];
  settings: Partial<TranslationSettings>;
  verdicts: Verdicts;
  order: 'given' | 'age';
}
