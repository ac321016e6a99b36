export { createGitPublishAction } from './gitPublish';
