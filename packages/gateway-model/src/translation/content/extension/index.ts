export { judgeExtensionContent } from './judgeExtensionContent';
