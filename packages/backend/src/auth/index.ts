export { examplePeopleModule as default } from './examplePeopleModule';
