export { judgeClientContent } from './judgeClientContent';
