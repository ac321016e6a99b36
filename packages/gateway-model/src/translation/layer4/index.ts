export { judgeLayer4Routes } from './judgeLayer4Routes';
