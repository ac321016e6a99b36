import { Manifest } from '../../support/cluster';
import { BASES } from './bases';
import { edited, Edits } from './edit';
import {
  CLIENTS_AND_EXTENSIONS,
  GATEWAYS,
  INFRASTRUCTURE,
  POLICIES,
  ROUTES,
} from './edits';

type Base = keyof typeof BASES;

const EDITS: Record<Base, readonly Edits[]> = {
  ...GATEWAYS,
  ...ROUTES,
  ...POLICIES,
  ...CLIENTS_AND_EXTENSIONS,
  ...INFRASTRUCTURE,
};

/** Manifests with what was changed in each, in words. */
export function variations(): Array<{ name: string; manifest: Manifest }> {
  return (Object.keys(EDITS) as Base[]).flatMap(base =>
    EDITS[base].map(edits => ({
      name: `${BASES[base].kind} ${JSON.stringify(edits).slice(0, 120)}`,
      manifest: edited(BASES[base], edits),
    })),
  );
}
