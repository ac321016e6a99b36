export * from './crash';
export * from './decision';
export * from './judgeCase';
