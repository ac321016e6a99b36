/** Manifests of every kind, right and wrong, for comparing verdicts. */
export { BASES } from './bases';
export { edited } from './edit';
export { seeded } from './random';
export { randomlyEdited, randomValue } from './randomManifests';
export { variations } from './variations';
