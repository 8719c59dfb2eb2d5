/** Rendered objects, with the ones of the content service at hand, to be changed. */
export class World {
  constructor(objects) {
    this.objects = objects;
    this.deployment = this.find('Deployment', 'content');
    this.pod = this.deployment.spec.template.spec;
    this.container = this.pod.containers[0];
    this.jobContainer = this.find('Job', 'content-migrate-v1').spec.template.spec.containers[0];
  }

  find(wanted, name) {
    return this.objects.find(({ kind, metadata }) => kind === wanted && metadata.name === name);
  }

  remove(kind, name) {
    this.objects = this.objects.filter((one) => one !== this.find(kind, name));
  }

  /** Takes a variable from the container. */
  unset(variable) {
    this.container.env = this.container.env.filter(({ name }) => name !== variable);
  }
}
