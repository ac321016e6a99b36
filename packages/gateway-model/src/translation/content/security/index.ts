export { judgeSecurityContent } from './judgeSecurityContent';
