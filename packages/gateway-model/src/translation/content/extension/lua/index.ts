export { validateLua } from './validateLua';
export type { LuaValidation, LuaVerdict } from './validateLua';
