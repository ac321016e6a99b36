export * from './Tiles';
