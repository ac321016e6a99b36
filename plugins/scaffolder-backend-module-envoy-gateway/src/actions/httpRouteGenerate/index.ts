export { createHttpRouteGenerateAction } from './httpRouteGenerate';
