export { isValidRe2 } from './isValidRe2';
