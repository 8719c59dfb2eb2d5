import { fileURLToPath } from 'node:url';
import { generateFiles, type Tree } from '@nx/devkit';

/**
 * Writes the templates of a folder, under the names that they have with their `__placeholders__` filled in.
 *
 * @param folder URL of the templates
 */
export function writeTemplates(tree: Tree, folder: URL, target: string, names: Record<string, unknown>): void {
  generateFiles(tree, fileURLToPath(folder), target, names);
}
