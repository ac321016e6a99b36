import { AttachedParent } from '../routes';
import { BackendStage, Item, RouteParentContext } from '../types';
import { VersionRules } from '../versionRules';
import { TakenListeners } from './takenListeners';

export type Layer4Kind = 'TLSRoute' | 'TCPRoute' | 'UDPRoute';

export interface Layer4Route {
  item: Item;
  kind: Layer4Kind;
}

/** What becomes of a route's rules under one of its parents. */
export type JudgeParent = (
  route: Layer4Route,
  parent: AttachedParent,
  backends: BackendStage,
  taken: TakenListeners,
  rules: VersionRules,
) => RouteParentContext;
