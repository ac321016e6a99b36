export * from './gitPublish';
export * from './httpRouteGenerate';
