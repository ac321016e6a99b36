export { judgeTrafficContent } from './judgeTrafficContent';
