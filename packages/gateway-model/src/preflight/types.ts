import { Finding } from '../checks';
import { ObjectRef } from '../resources';
import {
  EffectiveKind,
  EffectiveValue,
  PredictedCondition,
  TranslationSettings,
} from '../translation/types';

/** A listener as people name it: who owns it, and what it is called there. @public */
export interface ListenerRef {
  gateway: ObjectRef;
  /** Where a ListenerSet owns the listener. */
  listenerSet?: ObjectRef;
  name: string;
}

/** @public */
export interface PreflightOptions {
  /** How the Envoy Gateway in question is set up; `DEFAULT_TRANSLATION_SETTINGS` fills what is absent. */
  settings?: Partial<TranslationSettings>;
}

/** Hostnames at which a route serves on a listener: `*` for all, none where it is not attached. @public */
export interface AttachmentChange {
  route: ObjectRef;
  listener: ListenerRef;
  before: string[];
  after: string[];
}

/** A match that gets no request, because the same match of another route or rule comes first. @public */
export interface ShadowedMatch {
  route: ObjectRef;
  rule: number;
  match: number;
  listener: ListenerRef;
  hostname: string;
  by: { route: ObjectRef; rule: number; match: number };
  /** One sentence. */
  message: string;
}

/** What is in force on a rule of a route (or a whole listener, for ClientTrafficPolicy) and changes. @public */
export interface PolicyChange {
  kind: EffectiveKind;
  listener: ListenerRef;
  route?: ObjectRef;
  rule?: number;
  /** The most specific policy in force before and after; absent where none is. */
  before?: ObjectRef;
  after?: ObjectRef;
  /** Values that differ; one without `before` is new, one without `after` is gone. */
  values: Array<{
    path: EffectiveValue['path'];
    before?: Pick<EffectiveValue, 'value' | 'source'>;
    after?: Pick<EffectiveValue, 'value' | 'source'>;
  }>;
}

/** A condition that will differ in status or reason. @public */
export interface ConditionChange {
  ref: ObjectRef;
  /** What the condition is about: a parent, an ancestor or a listener, in words; absent for the object's own. */
  about?: string;
  before?: PredictedCondition;
  after?: PredictedCondition;
}

/**
 * What changes to a snapshot come to.
 *
 * @public
 */
export interface PreflightReport {
  /** Findings that hold after the changes, and did not before; also of objects the changes do not touch. */
  introduced: Finding[];
  /** Findings that hold before, and no longer after. */
  fixed: Finding[];
  unchanged: Finding[];
  conditions: ConditionChange[];
  attachments: AttachmentChange[];
  /** Matches that are shadowed after the changes and were not before. */
  shadowed: ShadowedMatch[];
  policyChanges: PolicyChange[];
}
