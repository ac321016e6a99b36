export { judgeContent } from './judgeContent';
