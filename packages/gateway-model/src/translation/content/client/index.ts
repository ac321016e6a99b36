export { judgeClientContent } from './judgeClientContent';
export { portOverlapProblems } from './portOverlap';
