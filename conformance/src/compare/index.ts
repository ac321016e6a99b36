export * from './decision';
export * from './judgeCase';
