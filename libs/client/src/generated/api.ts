// Made by "npm run docs:openapi" from the OpenAPI document.
export interface paths {
  '/api/v1/services/content/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Messages that were given up, newest first */
    get: operations['content_deadLetters_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them, with its data, headers and history */
    get: operations['content_deadLetters_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Gives the message other data, which a redrive will hand to the handler */
    patch: operations['content_deadLetters_edit'];
    trace?: never;
  };
  '/api/v1/services/content/dead-letters/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands back those that are named or that fit the filter, 1000 at most, oldest first */
    post: operations['content_deadLetters_redriveMany'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/dead-letters/{id}/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands the message back to its handler; those that wait behind it follow */
    post: operations['content_deadLetters_redrive'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/dead-letters/{id}/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives the message up for good; those that wait behind it go on without it */
    post: operations['content_deadLetters_discard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Instances of sagas, newest first */
    get: operations['content_sagas_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them: its state, what it waits for, and what has happened; also as it was before */
    get: operations['content_sagas_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The events of one of them, oldest first */
    get: operations['content_sagas_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops it for a while: what arrives is kept, nothing new is begun */
    post: operations['content_sagaControls_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a paused one go on */
    post: operations['content_sagaControls_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Calls it off; what was done is undone first unless `compensate` is false */
    post: operations['content_sagaControls_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tries again at which it is stuck, or at once what waits for its next attempt */
    post: operations['content_sagaControls_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Goes on without the step, or the compensation, at which it is stuck or which it waits for */
    post: operations['content_sagaControls_skip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/migrate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes it over to another version of its definition */
    post: operations['content_sagaControls_migrate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/sagas/{id}/signals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signals to it; the step that waits for the signal takes it, now or later */
    post: operations['content_sagaControls_signal'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/content/subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The subscriptions of the service: state, lag, what they have put aside */
    get: operations['content_subscriptions_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Contents, newest first */
    get: operations['contents_list'];
    put?: never;
    /** Take a source in: a file (multipart), a text or a URL (JSON) */
    post: operations['contents_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contents/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Full-text search over all texts, best first */
    get: operations['contents_search'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contents/{contentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One content */
    get: operations['contents_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contents/{contentId}/text': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The text: plain, or with its sentences as application/json */
    get: operations['contents_text'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contents/{contentId}/unavailable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The bytes of a requested content will not come */
    post: operations['contents_unavailable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Downloads, newest first */
    get: operations['downloads_list'];
    put?: never;
    /** Download an image or a file from a URL */
    post: operations['downloads_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{downloadId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One download with how far it has come */
    get: operations['downloads_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{downloadId}/content': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The stored bytes */
    get: operations['downloads_content'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{downloadId}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stop a download for a while; what was fetched is kept */
    post: operations['downloads_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{downloadId}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Go on with a paused download, where it was if the source lets it */
    post: operations['downloads_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{downloadId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Call a download off; nothing of it is kept */
    post: operations['downloads_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Messages that were given up, newest first */
    get: operations['research-workflow_deadLetters_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them, with its data, headers and history */
    get: operations['research-workflow_deadLetters_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Gives the message other data, which a redrive will hand to the handler */
    patch: operations['research-workflow_deadLetters_edit'];
    trace?: never;
  };
  '/api/v1/services/research-workflow/dead-letters/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands back those that are named or that fit the filter, 1000 at most, oldest first */
    post: operations['research-workflow_deadLetters_redriveMany'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/dead-letters/{id}/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands the message back to its handler; those that wait behind it follow */
    post: operations['research-workflow_deadLetters_redrive'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/dead-letters/{id}/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives the message up for good; those that wait behind it go on without it */
    post: operations['research-workflow_deadLetters_discard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Instances of sagas, newest first */
    get: operations['research-workflow_sagas_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them: its state, what it waits for, and what has happened; also as it was before */
    get: operations['research-workflow_sagas_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The events of one of them, oldest first */
    get: operations['research-workflow_sagas_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops it for a while: what arrives is kept, nothing new is begun */
    post: operations['research-workflow_sagaControls_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a paused one go on */
    post: operations['research-workflow_sagaControls_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Calls it off; what was done is undone first unless `compensate` is false */
    post: operations['research-workflow_sagaControls_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tries again at which it is stuck, or at once what waits for its next attempt */
    post: operations['research-workflow_sagaControls_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Goes on without the step, or the compensation, at which it is stuck or which it waits for */
    post: operations['research-workflow_sagaControls_skip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/migrate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes it over to another version of its definition */
    post: operations['research-workflow_sagaControls_migrate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/sagas/{id}/signals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signals to it; the step that waits for the signal takes it, now or later */
    post: operations['research-workflow_sagaControls_signal'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/research-workflow/subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The subscriptions of the service: state, lag, what they have put aside */
    get: operations['research-workflow_subscriptions_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/research/workflows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Workflows, newest first */
    get: operations['workflows_list'];
    put?: never;
    /** Put a question to a set of sources */
    post: operations['workflows_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/research/workflows/{workflowId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One workflow with how far it has come */
    get: operations['workflows_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/research/workflows/{workflowId}/report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The report, as the Accept header wants it */
    get: operations['workflows_report'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/research/workflows/{workflowId}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The story of the run: JSON, or live as server-sent events */
    get: operations['workflows_events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/research/workflows/{workflowId}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stop a workflow for a while: what is under way is kept, nothing new is begun */
    post: operations['workflows_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/research/workflows/{workflowId}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a paused workflow go on */
    post: operations['workflows_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/research/workflows/{workflowId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stop a workflow for good: its tasks and imports are called off */
    post: operations['workflows_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/streams': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many events of each type came in the last minutes, and how many told of a failure */
    get: operations['streams_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Investigations, newest first */
    get: operations['investigations_list'];
    put?: never;
    /** Begin to collect what is known of a matter */
    post: operations['investigations_open'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One investigation */
    get: operations['investigations_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/close': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Come to a conclusion: nothing is added any more */
    post: operations['investigations_close'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/reopen': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Go on with a closed investigation */
    post: operations['investigations_reopen'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/entities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The entities of the investigation, by name */
    get: operations['entities_list'];
    put?: never;
    /** Let somebody or something take part in the investigation */
    post: operations['entities_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/entities/{entityId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One entity with what is known of its risk */
    get: operations['entities_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change the name or attributes of an entity */
    patch: operations['entities_update'];
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/findings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The findings of the investigation, newest first */
    get: operations['findings_list'];
    put?: never;
    /** Record what was found out, with the place in a source that says it */
    post: operations['findings_record'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/findings/{findingId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One finding */
    get: operations['findings_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/entities/{entityId}/enrichments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The enrichments of the entity, newest first */
    get: operations['enrichments_list'];
    put?: never;
    /** Find out what the contents say of the entity, and score the risk */
    post: operations['enrichments_start'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/entities/{entityId}/enrichments/{enrichmentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How far an enrichment has come, and what it found */
    get: operations['enrichments_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/entities/{entityId}/enrichments/{enrichmentId}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let the enrichment rest before its next step */
    post: operations['enrichments_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/entities/{entityId}/enrichments/{enrichmentId}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Go on with a paused enrichment */
    post: operations['enrichments_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/investigations/{investigationId}/entities/{entityId}/enrichments/{enrichmentId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stop the enrichment, and undo what it has changed */
    post: operations['enrichments_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Messages that were given up, newest first */
    get: operations['agent-task_deadLetters_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them, with its data, headers and history */
    get: operations['agent-task_deadLetters_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Gives the message other data, which a redrive will hand to the handler */
    patch: operations['agent-task_deadLetters_edit'];
    trace?: never;
  };
  '/api/v1/services/agent-task/dead-letters/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands back those that are named or that fit the filter, 1000 at most, oldest first */
    post: operations['agent-task_deadLetters_redriveMany'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/dead-letters/{id}/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands the message back to its handler; those that wait behind it follow */
    post: operations['agent-task_deadLetters_redrive'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/dead-letters/{id}/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives the message up for good; those that wait behind it go on without it */
    post: operations['agent-task_deadLetters_discard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Instances of sagas, newest first */
    get: operations['agent-task_sagas_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them: its state, what it waits for, and what has happened; also as it was before */
    get: operations['agent-task_sagas_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The events of one of them, oldest first */
    get: operations['agent-task_sagas_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops it for a while: what arrives is kept, nothing new is begun */
    post: operations['agent-task_sagaControls_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a paused one go on */
    post: operations['agent-task_sagaControls_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Calls it off; what was done is undone first unless `compensate` is false */
    post: operations['agent-task_sagaControls_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tries again at which it is stuck, or at once what waits for its next attempt */
    post: operations['agent-task_sagaControls_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Goes on without the step, or the compensation, at which it is stuck or which it waits for */
    post: operations['agent-task_sagaControls_skip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/migrate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes it over to another version of its definition */
    post: operations['agent-task_sagaControls_migrate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/sagas/{id}/signals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signals to it; the step that waits for the signal takes it, now or later */
    post: operations['agent-task_sagaControls_signal'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/agent-task/subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The subscriptions of the service: state, lag, what they have put aside */
    get: operations['agent-task_subscriptions_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Agents, by their ids */
    get: operations['agents_list'];
    put?: never;
    /** Register an outside agent that has just started: tasks it held before go back into the queue */
    post: operations['agents_register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/claim': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take the next task of some kinds, waiting for one if need be */
    post: operations['taskClaims_claim'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{taskId}/heartbeat': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Keep a task: its agent is still at work */
    post: operations['taskLeases_heartbeat'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{taskId}/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hand in a result; the same again changes nothing */
    post: operations['taskLeases_complete'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{taskId}/fail': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say that the attempt came to nothing */
    post: operations['taskLeases_fail'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{taskId}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give a task back without a verdict on it: no attempt is used up */
    post: operations['taskLeases_release'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tasks, newest first */
    get: operations['tasks_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{taskId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One task, with its payload and its result */
    get: operations['tasks_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Messages that were given up, newest first */
    get: operations['learning_deadLetters_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them, with its data, headers and history */
    get: operations['learning_deadLetters_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Gives the message other data, which a redrive will hand to the handler */
    patch: operations['learning_deadLetters_edit'];
    trace?: never;
  };
  '/api/v1/services/learning/dead-letters/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands back those that are named or that fit the filter, 1000 at most, oldest first */
    post: operations['learning_deadLetters_redriveMany'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/dead-letters/{id}/redrive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hands the message back to its handler; those that wait behind it follow */
    post: operations['learning_deadLetters_redrive'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/dead-letters/{id}/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives the message up for good; those that wait behind it go on without it */
    post: operations['learning_deadLetters_discard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Instances of sagas, newest first */
    get: operations['learning_sagas_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of them: its state, what it waits for, and what has happened; also as it was before */
    get: operations['learning_sagas_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The events of one of them, oldest first */
    get: operations['learning_sagas_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops it for a while: what arrives is kept, nothing new is begun */
    post: operations['learning_sagaControls_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a paused one go on */
    post: operations['learning_sagaControls_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Calls it off; what was done is undone first unless `compensate` is false */
    post: operations['learning_sagaControls_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tries again at which it is stuck, or at once what waits for its next attempt */
    post: operations['learning_sagaControls_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Goes on without the step, or the compensation, at which it is stuck or which it waits for */
    post: operations['learning_sagaControls_skip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/migrate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes it over to another version of its definition */
    post: operations['learning_sagaControls_migrate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/sagas/{id}/signals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signals to it; the step that waits for the signal takes it, now or later */
    post: operations['learning_sagaControls_signal'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/services/learning/subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The subscriptions of the service: state, lag, what they have put aside */
    get: operations['learning_subscriptions_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/learning/paths': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Learning paths, newest first */
    get: operations['learningPaths_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/learning/paths/{learningPathId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One learning path with its modules and quiz items */
    get: operations['learningPaths_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    ProblemField: {
      field: string;
      /** @description What was sent, shortened */
      value: string | null;
      message: string;
    };
    ProblemDocument: {
      /** @description Names the kind of problem */
      type: string;
      title: string;
      status: number;
      /** @description What was wrong, with which value, and what to do */
      detail: string;
      /** @description The path that was asked for */
      instance: string;
      /** @description Stable: programs decide by it */
      code: string;
      /**
       * Format: uuid
       * @description Finds the log lines of this call
       */
      correlationId: string;
      errors?: components['schemas']['ProblemField'][];
    };
    DeadLetterSummaryDto: {
      /** Format: uuid */
      id: string;
      /**
       * @description `redriven`: handed back, and not handled yet
       * @enum {string}
       */
      status: 'dead' | 'redriven' | 'handled' | 'discarded';
      subscription: string;
      /** @description Null when the message does not say */
      type: string | null;
      /** @description The id of the message */
      messageId: string;
      tenant: string | null;
      key: string;
      correlationId: string | null;
      /** @description Of the last failure */
      code: string;
      /** @description Of the last failure */
      reason: string;
      /** @description How often it was handed to its handler in its last round */
      attempts: number;
      /** Format: date-time */
      diedAt: string;
      /**
       * Format: date-time
       * @description When its data was edited
       */
      editedAt: string | null;
      editedBy: string | null;
      /** @description Whether the later messages of its key wait for it */
      holdsKey: boolean;
      /** @description Messages that wait behind it */
      behind: number;
      /** @description Why it was discarded */
      note: string | null;
    };
    DeadLetterRoundDto: {
      round: number;
      code: string;
      reason: string;
      attempts: number;
      /** Format: date-time */
      diedAt: string;
      /**
       * Format: date-time
       * @description When it was handed back after it
       */
      redrivenAt: string | null;
      redrivenBy: string | null;
      /** @description Whether its data was edited before it was handed back */
      edited: boolean;
    };
    DeadLetterDto: {
      /** Format: uuid */
      id: string;
      /**
       * @description `redriven`: handed back, and not handled yet
       * @enum {string}
       */
      status: 'dead' | 'redriven' | 'handled' | 'discarded';
      subscription: string;
      /** @description Null when the message does not say */
      type: string | null;
      /** @description The id of the message */
      messageId: string;
      tenant: string | null;
      key: string;
      correlationId: string | null;
      /** @description Of the last failure */
      code: string;
      /** @description Of the last failure */
      reason: string;
      /** @description How often it was handed to its handler in its last round */
      attempts: number;
      /** Format: date-time */
      diedAt: string;
      /**
       * Format: date-time
       * @description When its data was edited
       */
      editedAt: string | null;
      editedBy: string | null;
      /** @description Whether the later messages of its key wait for it */
      holdsKey: boolean;
      /** @description Messages that wait behind it */
      behind: number;
      /** @description Why it was discarded */
      note: string | null;
      topic: string;
      partition: number;
      offset: number;
      /** @description As they came */
      headers: {
        [key: string]: string;
      };
      /** @description The data of the message; null when it is not JSON */
      data: Record<string, unknown> | null;
      /** @description The value as it came, where it is not JSON */
      text: string | null;
      /** @description Oldest first */
      rounds: components['schemas']['DeadLetterRoundDto'][];
    };
    EditDeadLetterDto: {
      /** @description The data of the message, in place of its own */
      data: {
        [key: string]: unknown;
      };
    };
    RedriveDeadLettersDto: {
      ids?: string[];
      /** @description Of this subscription, as its group is named */
      subscription?: string;
      /** @description Of this type of message */
      type?: string;
      /** @description That failed with this code at last */
      code?: string;
      /** @description Of this tenant */
      tenant?: string;
      /** @description Published under this key: tenant and stream */
      key?: string;
      /**
       * Format: uuid
       * @description With this correlation id
       */
      correlation?: string;
      /**
       * Format: date-time
       * @description That died then or later
       */
      since?: string;
      /**
       * Format: date-time
       * @description That died before
       */
      until?: string;
    };
    RefusedRedriveDto: {
      /** Format: uuid */
      id: string;
      code: string;
      detail: string;
    };
    RedriveOutcomeDto: {
      redriven: string[];
      refused: components['schemas']['RefusedRedriveDto'][];
      /** @description Whether there may be more that fit: ask again */
      more: boolean;
    };
    DiscardDeadLetterDto: {
      /** @description Why it is given up */
      note: string;
    };
    SagaFailureDto: {
      code: string;
      detail: string;
    };
    SagaSummaryDto: {
      /** Format: uuid */
      id: string;
      saga: string;
      /** @description Of the definition that it runs */
      version: string;
      /** @enum {string} */
      status: 'running' | 'compensating' | 'paused' | 'stuck' | 'completed' | 'failed' | 'cancelled';
      /** @description The step it was seen at last */
      step: string | null;
      /** @description Why it goes back, is stuck, failed or was cancelled */
      failure: components['schemas']['SagaFailureDto'] | null;
      /** Format: uuid */
      correlationId: string;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      endedAt: string | null;
      /**
       * Format: date-time
       * @description When it wakes up by itself
       */
      wakesAt: string | null;
    };
    WaitingDto: {
      /**
       * @description `decision`: somebody must resume, retry, skip or cancel it
       * @enum {string}
       */
      kind: 'outcome' | 'signal' | 'timer' | 'action' | 'retry' | 'decision';
      step: string;
      round: number;
      /** @description How many executions wait for it */
      open: number;
      /** @description Out of how many */
      of: number;
      /**
       * Format: date-time
       * @description When that ends by itself
       */
      until: string | null;
      /** @description The name of the signal */
      signal?: string;
    };
    SagaProgressDto: {
      /** @description Among the executions of the step, from 0 */
      index: number;
      /** @description As it told last; its shape is the step’s */
      value: Record<string, unknown> | null;
      /** Format: date-time */
      updatedAt: string;
    };
    SagaTimelineEntryDto: {
      /** @enum {string} */
      kind:
        | 'started'
        | 'step'
        | 'compensation'
        | 'branch'
        | 'round'
        | 'loop-left'
        | 'signal'
        | 'control'
        | 'going-back'
        | 'stuck'
        | 'ended';
      /**
       * Format: date-time
       * @description When it happened or began
       */
      at: string;
      /** @description How many loops it lies in */
      depth: number;
      /** @description The step */
      step?: string | null;
      /** @description How often the saga had come to this step, from 1 */
      round?: number;
      /**
       * @description What the step does
       * @enum {string}
       */
      work?: 'local' | 'another' | 'signal' | 'sleep';
      /** @enum {string} */
      outcome?: 'open' | 'completed' | 'failed' | 'skipped' | 'left' | 'compensated';
      /** Format: date-time */
      endedAt?: string | null;
      /** @description The highest attempt of an execution */
      attempts?: number;
      /** @description How many there may be, where that is known */
      attemptsAtMost?: number | null;
      /** @description Of a fan-out */
      executions?: {
        size?: number;
        done?: number;
        failed?: number;
      } | null;
      /** @description Attempts that failed; `retryAt` is null when it was the last one */
      failures?: {
        /** Format: date-time */
        at?: string;
        index?: number | null;
        attempt?: number;
        failure?: {
          code?: string;
          detail?: string;
        };
        /** Format: date-time */
        retryAt?: string | null;
      }[];
      /** @description Who skipped it */
      skipped?: {
        by?: string;
        reason?: string;
      } | null;
      timers?: {
        purpose?: string;
        /** Format: date-time */
        dueAt?: string;
        /** Format: date-time */
        firedAt?: string | null;
      }[];
      signal?: string | null;
      /** @description It went on without the signal */
      withoutSignal?: boolean;
      branch?: string;
      way?: string | null;
      loop?: string;
      iteration?: number;
      iterations?: number;
      /** @enum {string} */
      because?: 'done' | 'bound';
      /** @enum {string} */
      action?: 'paused' | 'resumed' | 'cancelled' | 'retried' | 'migrated';
      /** @description Who asked for it */
      by?: string;
      reason?: string;
      /** @description Cancelled: whether what was done is undone */
      compensate?: boolean;
      /** @description Retried: undoing the step */
      compensation?: boolean;
      /** @description Migrated: the version before */
      from?: string;
      /** @description Migrated: the version since */
      to?: string;
      /** @description Among the executions of the step, from 0 */
      index?: number;
      /** @description Stuck: on the way back */
      compensating?: boolean;
      failure?: {
        code?: string;
        detail?: string;
      } | null;
      /** @enum {string} */
      status?: 'completed' | 'failed' | 'cancelled';
      compensated?: number;
    };
    SagaDto: {
      /** Format: uuid */
      id: string;
      saga: string;
      /** @description Of the definition that it runs */
      version: string;
      /** @enum {string} */
      status: 'running' | 'compensating' | 'paused' | 'stuck' | 'completed' | 'failed' | 'cancelled';
      /** @description The step it was seen at last */
      step: string | null;
      /** @description Why it goes back, is stuck, failed or was cancelled */
      failure: components['schemas']['SagaFailureDto'] | null;
      /** Format: uuid */
      correlationId: string;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      endedAt: string | null;
      /**
       * Format: date-time
       * @description When it wakes up by itself
       */
      wakesAt: string | null;
      /** @description How many events its history has, or had then */
      at: number;
      /** @description What its steps have made so far; its shape is the definition’s */
      state: Record<string, unknown> | null;
      waitsFor: components['schemas']['WaitingDto'][];
      /** @description Of the step it is at: 1,000 at most; none of how it was before */
      progress: components['schemas']['SagaProgressDto'][];
      /** @description How many executions were undone */
      compensated: number;
      /** @description Oldest first: the newest 1,000 */
      timeline: components['schemas']['SagaTimelineEntryDto'][];
      /** @description Older entries that are left out */
      entriesBefore: number;
    };
    SagaEventDto: {
      /** @description Its place in the history, from 1 */
      version: number;
      type: string;
      schemaVersion: string;
      /** Format: date-time */
      recordedAt: string;
      data: {
        [key: string]: unknown;
      };
    };
    SagaReasonDto: {
      /** @description Stands in the history */
      reason: string;
    };
    SteeredSagaDto: {
      /** Format: uuid */
      id: string;
      saga: string;
      /** @description Of the definition that it runs */
      version: string;
      /** @enum {string} */
      status: 'running' | 'compensating' | 'paused' | 'stuck' | 'completed' | 'failed' | 'cancelled';
      /** @description The step it was seen at last */
      step: string | null;
      /** @description Why it goes back, is stuck, failed or was cancelled */
      failure: components['schemas']['SagaFailureDto'] | null;
      /** Format: uuid */
      correlationId: string;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      endedAt: string | null;
      /**
       * Format: date-time
       * @description When it wakes up by itself
       */
      wakesAt: string | null;
      /** @description How many events its history has, or had then */
      at: number;
      /** @description What its steps have made so far; its shape is the definition’s */
      state: Record<string, unknown> | null;
      waitsFor: components['schemas']['WaitingDto'][];
      /** @description Of the step it is at: 1,000 at most; none of how it was before */
      progress: components['schemas']['SagaProgressDto'][];
      /** @description How many executions were undone */
      compensated: number;
      /** @description Oldest first: the newest 1,000 */
      timeline: components['schemas']['SagaTimelineEntryDto'][];
      /** @description Older entries that are left out */
      entriesBefore: number;
      /** @description Whether it has taken it in yet; what has arrived for it before comes first */
      taken: boolean;
    };
    CancelSagaDto: {
      /** @description Stands in the history */
      reason: string;
      /**
       * @description Whether what was done is undone first
       * @default true
       */
      compensate: boolean;
    };
    MigrateSagaDto: {
      /** @description Stands in the history */
      reason: string;
      /** @description The version of the definition that takes it over */
      toVersion: string;
    };
    SignalSagaDto: {
      /** @description The name of the signal */
      signal: string;
      /** @description What the step that waits for it is given */
      payload?: Record<string, unknown> | null;
    };
    SubscriptionDto: {
      /** @description Its consumer group */
      name: string;
      /** @enum {string} */
      state: 'connecting' | 'running' | 'stuck' | 'stopped';
      /** @description Why it does not run */
      reason: string | null;
      /**
       * @description What it waits for on purpose
       * @enum {string|null}
       */
      paused: 'circuit-breaker' | 'rate-limit' | 'parked-messages' | null;
      topics: string[];
      /** @description The messages it wants; null for all of its topics */
      types: string[] | null;
      /** @description Partitions that this process holds */
      partitions: number;
      /** @description Records before the group, in every partition; null when it was not read lately */
      lag: number | null;
      /** @description Messages in its handler now */
      running: number;
      /** @description Records finished since the service started */
      finished: number;
      /** @enum {string} */
      breaker: 'closed' | 'open' | 'half-open';
      /** @description Messages put aside, by why */
      parked: {
        [key: string]: number;
      };
      /** @description Dead letters nobody has decided about */
      dead: number;
    };
    CreateContentDto: {
      /**
       * Format: uri
       * @description Fetched by the service; give this or `text`
       */
      url?: string;
      /** @description Give this or `url` */
      text?: string;
      fileName?: string;
      /** @description What it is called; read from the text unless given */
      title?: string;
    };
    ReasonDto: {
      code: string;
      detail: string;
    };
    ContentDto: {
      /** Format: uuid */
      contentId: string;
      /** @description The source as its user named it: a path or a URL */
      source: string;
      /** @enum {string} */
      status: 'requested' | 'uploaded' | 'processing' | 'completed' | 'partial' | 'failed';
      /** @enum {string} */
      origin: 'upload' | 'url';
      /** @description Where it was fetched from */
      url: string | null;
      fileName: string | null;
      mimeType: string | null;
      /** @description In bytes */
      fileSize: number | null;
      /** @description Of the bytes */
      sha256: string | null;
      /** @description Of the normalised text in UTF-8 */
      textSha256: string | null;
      /** @description In UTF-16 units */
      textLength: number | null;
      sentenceCount: number | null;
      title: string | null;
      /** @description ISO 639-1, or und */
      language: string | null;
      keywords: string[];
      /** @description The beginning of the text */
      excerpt: string | null;
      /** @description Why it is partial or failed */
      reason: components['schemas']['ReasonDto'] | null;
      /** Format: uuid */
      correlationId: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      completedAt: string | null;
    };
    SearchHitDto: {
      /** Format: uuid */
      contentId: string;
      source: string;
      title: string;
      /** @description The higher the better */
      rank: number;
      /** @description Where the snippet begins in the text, in UTF-16 units */
      start: number;
      end: number;
      snippet: string;
    };
    TextDto: {
      /** Format: uuid */
      contentId: string;
      source: string;
      /** @description Of the bytes */
      sha256: string;
      /** @description Of the text in UTF-8 */
      textSha256: string;
      title: string;
      /** @description ISO 639-1, or und */
      language: string;
      text: string;
      /** @description `[start, end]` of each sentence */
      sentences: number[][];
    };
    UnavailableDto: {
      reason: string;
    };
    CreateDownloadDto: {
      /** Format: uri */
      url: string;
      /**
       * @description An image is checked by its pixels and optimised
       * @default file
       * @enum {string}
       */
      kind: 'image' | 'file';
      /** @description The source names it otherwise */
      fileName?: string;
      /** @description Comes back as it was given */
      metadata?: {
        [key: string]: unknown;
      };
    };
    DownloadedImageDto: {
      /** @description In pixels */
      width: number;
      /** @description In pixels */
      height: number;
      /** @description False when it is stored as it was fetched */
      optimised: boolean;
    };
    DownloadedFileDto: {
      fileName: string;
      /** @description In bytes */
      fileSize: number;
      mimeType: string;
      sha256: string;
      /** @enum {string} */
      scan: 'clean' | 'not-scanned';
      /** @description When it is an image */
      image: components['schemas']['DownloadedImageDto'] | null;
    };
    DownloadErrorDto: {
      code: string;
      detail: string;
      /** @description Whether the same request may succeed later */
      retryable: boolean;
    };
    DownloadDto: {
      /** Format: uuid */
      downloadId: string;
      /** @enum {string} */
      kind: 'image' | 'file';
      url: string;
      /** @enum {string} */
      status: 'running' | 'paused' | 'compensating' | 'stuck' | 'completed' | 'failed' | 'cancelled';
      /** @description What it is at; null before the first step and at the end */
      step: string | null;
      /** @description Fetched so far; in the end those of the stored file */
      bytesSoFar: number;
      /** @description Null while the source has not said */
      bytesTotal: number | null;
      /** @description When it is completed */
      file: components['schemas']['DownloadedFileDto'] | null;
      /** @description When it has failed or was cancelled */
      error: components['schemas']['DownloadErrorDto'] | null;
      metadata: {
        [key: string]: unknown;
      } | null;
      /** Format: uuid */
      correlationId: string;
      /** Format: date-time */
      requestedAt: string;
      /** Format: date-time */
      endedAt: string | null;
    };
    ControlDownloadDto: {
      /** @description Kept in the history */
      reason?: string;
    };
    SourceDto: {
      /** @description The source as its user names it: a path or a URL */
      source: string;
      /**
       * Format: uri
       * @description Fetched by the content service; without it the bytes are asked for
       */
      url?: string;
      /** @description Why the bytes cannot be delivered: the source is listed as failed with it */
      unavailable?: string;
    };
    CreateWorkflowDto: {
      question: string;
      sources: components['schemas']['SourceDto'][];
    };
    FailureDto: {
      code: string;
      detail: string;
    };
    StageDto: {
      /** @enum {string} */
      stage: 'import' | 'plan' | 'gather' | 'analyse' | 'write' | 'review' | 'learn';
      /** @enum {string} */
      status: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
      done: number;
      total: number | null;
    };
    WorkflowSourceDto: {
      /** Format: uuid */
      contentId: string;
      source: string;
      /** @enum {string} */
      origin: 'upload' | 'url';
      /** @enum {string} */
      status: 'requested' | 'uploaded' | 'processing' | 'completed' | 'partial' | 'failed' | 'cancelled';
      sha256: string | null;
      textSha256: string | null;
      reason: string | null;
    };
    WorkflowDto: {
      /** Format: uuid */
      workflowId: string;
      /**
       * Format: uuid
       * @description Joins every event and log line of the run
       */
      correlationId: string;
      question: string;
      /** @enum {string} */
      status: 'created' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      startedAt: string | null;
      /** Format: date-time */
      completedAt: string | null;
      failure: components['schemas']['FailureDto'] | null;
      /** Format: uuid */
      learningPathId: string | null;
      stages: components['schemas']['StageDto'][];
      sources: components['schemas']['WorkflowSourceDto'][];
    };
    WorkflowSummaryDto: {
      /** Format: uuid */
      workflowId: string;
      /**
       * Format: uuid
       * @description Joins every event and log line of the run
       */
      correlationId: string;
      question: string;
      /** @enum {string} */
      status: 'created' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      startedAt: string | null;
      /** Format: date-time */
      completedAt: string | null;
      failure: components['schemas']['FailureDto'] | null;
      /** Format: uuid */
      learningPathId: string | null;
    };
    ReportCitationDto: {
      /** Format: uuid */
      contentId: string;
      source: string;
      /** @description Of the bytes of the source */
      sha256: string;
      start: number;
      end: number;
      quote: string;
    };
    ReportClaimDto: {
      id: string;
      text: string;
      citations: components['schemas']['ReportCitationDto'][];
    };
    ReportSectionDto: {
      subQuestion: string;
      claims: components['schemas']['ReportClaimDto'][];
    };
    ReportSourceDto: {
      /** Format: uuid */
      contentId: string;
      /** @description As its user named it: a path or a URL */
      source: string;
      /** @description Of the bytes */
      sha256: string | null;
      /** @description Of the text in UTF-8 */
      textSha256: string | null;
      /** @enum {string} */
      status: 'completed' | 'partial' | 'failed';
      /** @description Why it is partial or failed */
      reason?: string;
    };
    ReviewProblemDto: {
      claimId: string;
      code: string;
      detail: string;
    };
    ReviewDto: {
      /** @description The others together */
      score: number;
      /** @description Share of the sub-questions that have a claim */
      coverage: number;
      /** @description Share of the citations that hold */
      accuracy: number;
      /** @description How much of its sub-question a claim names, on average */
      relevance: number;
      /** @description Share of the phrases of the question that some claim names */
      completeness: number;
      /** @description What was taken out, and why */
      problems: components['schemas']['ReviewProblemDto'][];
    };
    ReportDto: {
      /** @enum {string} */
      schemaVersion: '1.0.0';
      /** Format: uuid */
      workflowId: string;
      question: string;
      title: string;
      summary: string;
      sections: components['schemas']['ReportSectionDto'][];
      sources: components['schemas']['ReportSourceDto'][];
      /** @description Sub-questions without an answer */
      unanswered: string[];
      /**
       * Format: uuid
       * @description Null until it has been made
       */
      learningPathId: string | null;
      review: components['schemas']['ReviewDto'];
    };
    RunEventDto: {
      /** @description Its place in the run, from 1 */
      position: number;
      /** @enum {string} */
      kind: 'event' | 'command' | 'reply';
      /** Format: uuid */
      id: string;
      /** @description The context that sent it */
      context: string;
      type: string;
      schemaVersion: string;
      streamId: string;
      /** @description Version of the event in its stream */
      sequence: number | null;
      /** Format: date-time */
      time: string;
      /** Format: uuid */
      correlationId: string;
      /**
       * Format: uuid
       * @description The id of the entry that caused it
       */
      causationId: string | null;
      /** @description Its shape is that of its type */
      data: Record<string, unknown>;
    };
    ControlWorkflowDto: {
      reason?: string;
    };
    ActivityWindowDto: {
      /** Format: date-time */
      start: string;
      events: number;
      failed: number;
      /** @description Mean time that what the events tell of took, in milliseconds */
      averageMs: number | null;
      /** @description 95 % took no longer, in milliseconds; at most 1 % beside the truth */
      p95Ms: number | null;
      /** @description Whether the minute is over; events that come late may still change it */
      closed: boolean;
    };
    TypeActivityDto: {
      type: string;
      /** @description The context that sends them */
      context: string;
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      events: number;
      /** @description Events in a minute, on average from `from` to `to` */
      perMinute: number;
      /** @description Events that tell of a failure */
      failed: number;
      /** @description Share of failures, 0 to 1, among the events that tell how something ended; null where none does */
      failureRate: number | null;
      /** @description By minute, oldest first; without the minutes without events */
      windows: components['schemas']['ActivityWindowDto'][];
    };
    OpenInvestigationDto: {
      title: string;
      /** @default  */
      description: string;
    };
    InvestigationDto: {
      /** Format: uuid */
      investigationId: string;
      title: string;
      description: string;
      /** @enum {string} */
      status: 'open' | 'closed';
      /** @description Of the last time it was closed */
      conclusion: string | null;
      /** @description Who opened it */
      userId: string | null;
      entityCount: number;
      findingCount: number;
      /** Format: date-time */
      openedAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      closedAt: string | null;
    };
    CloseInvestigationDto: {
      /** @default  */
      conclusion: string;
    };
    InvestigationReasonDto: {
      /** @default  */
      reason: string;
    };
    AddEntityDto: {
      /** @enum {string} */
      kind: 'person' | 'organisation' | 'place' | 'event' | 'vehicle' | 'account' | 'document' | 'other';
      /** @description As texts name it */
      name: string;
      /** @description At most 50 texts of at most 2,000 characters, by name */
      attributes?: {
        [key: string]: string;
      };
    };
    RiskContributionDto: {
      category: string;
      weight: number;
      /** @description How many different texts speak of it */
      sources: number;
      /** @description weight * (1 - 0.5 ^ sources) */
      value: number;
    };
    RiskTermDto: {
      category: string;
      term: string;
      /** @description False where the sentence denies it */
      counted: boolean;
    };
    FactDto: {
      /** Format: uuid */
      contentId: string;
      /** @description The source as its user named it: a path or a URL */
      source: string;
      /** @description Of the source's bytes */
      sha256: string;
      start: number;
      end: number;
      quote: string;
      /** @description ISO 639-1, or und */
      language: string;
      terms: components['schemas']['RiskTermDto'][];
    };
    RiskDto: {
      /** @description 0 to 1; null without enough evidence */
      score: number | null;
      explanation: string;
      /** @description The words and weights that were used */
      method: string;
      /** @description The score is 1 - product of (1 - value) */
      contributions: components['schemas']['RiskContributionDto'][];
      facts: components['schemas']['FactDto'][];
    };
    EntityDto: {
      /** Format: uuid */
      investigationId: string;
      /** Format: uuid */
      entityId: string;
      /** @enum {string} */
      kind: 'person' | 'organisation' | 'place' | 'event' | 'vehicle' | 'account' | 'document' | 'other';
      name: string;
      attributes: {
        [key: string]: string;
      };
      /** @description Counts its changes, from 1 */
      revision: number;
      /** @description 0 to 1; null while it is not scored */
      riskScore: number | null;
      /** Format: date-time */
      addedAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** @description Null while it was not enriched */
      risk: components['schemas']['RiskDto'] | null;
    };
    EntitySummaryDto: {
      /** Format: uuid */
      investigationId: string;
      /** Format: uuid */
      entityId: string;
      /** @enum {string} */
      kind: 'person' | 'organisation' | 'place' | 'event' | 'vehicle' | 'account' | 'document' | 'other';
      name: string;
      attributes: {
        [key: string]: string;
      };
      /** @description Counts its changes, from 1 */
      revision: number;
      /** @description 0 to 1; null while it is not scored */
      riskScore: number | null;
      /** Format: date-time */
      addedAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    UpdateEntityDto: {
      name?: string;
      /** @description Only those that change; null takes one away */
      attributes?: {
        [key: string]: string | null;
      };
      /** @description The revision you have seen: refused when it is another by now */
      revision?: number;
    };
    PlaceDto: {
      /** Format: uuid */
      contentId: string;
      /** @description In UTF-16 units of the text */
      start: number;
      /** @description Behind the last unit */
      end: number;
      /** @description What stands there: compared with the text */
      quote: string;
    };
    RecordFindingDto: {
      text: string;
      /** @description The entities it concerns */
      entityIds?: string[];
      source: components['schemas']['PlaceDto'];
      /** @description How sure you are */
      confidence?: number;
    };
    CitationDto: {
      /** Format: uuid */
      contentId: string;
      /** @description The source as its user named it: a path or a URL */
      source: string;
      /** @description Of the source's bytes */
      sha256: string;
      start: number;
      end: number;
      quote: string;
    };
    FindingDto: {
      /** Format: uuid */
      findingId: string;
      text: string;
      /** @description The entities it concerns */
      entityIds: string[];
      source: components['schemas']['CitationDto'];
      /** @description 0 to 1; null where nobody has judged it */
      confidence: number | null;
      /**
       * Format: uuid
       * @description The enrichment that found it; null for one that a person recorded
       */
      enrichmentId: string | null;
      userId: string | null;
      /** Format: date-time */
      recordedAt: string;
    };
    EnrichmentFailureDto: {
      code: string;
      detail: string;
    };
    EnrichmentStepDto: {
      /** @enum {string} */
      step: 'fetch-facts' | 'score-risk' | 'update-entity' | 'record-findings';
      /** @enum {string} */
      status: 'waiting' | 'running' | 'completed' | 'not-done' | 'undone';
    };
    RiskScoreDto: {
      /** @description 0 to 1; null without enough evidence */
      score: number | null;
      explanation: string;
      /** @description The words and weights that were used */
      method: string;
      /** @description The score is 1 - product of (1 - value) */
      contributions: components['schemas']['RiskContributionDto'][];
    };
    EnrichmentDto: {
      /**
       * Format: uuid
       * @description Also the id of its saga
       */
      enrichmentId: string;
      /** @description The name that is looked for */
      name: string;
      /** @description The revision of the entity it is about */
      revision: number;
      /** @enum {string} */
      status: 'running' | 'compensating' | 'paused' | 'stuck' | 'completed' | 'failed' | 'cancelled';
      failure: components['schemas']['EnrichmentFailureDto'] | null;
      /**
       * @description What came of the entity when the enrichment could not be finished after it had changed it: it is as it was before; or it was changed since, and stays as it is
       * @enum {string|null}
       */
      restoration: 'restored' | 'changed-since' | null;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      endedAt: string | null;
      steps: components['schemas']['EnrichmentStepDto'][];
      /** @description How many different texts were read */
      textsRead: number | null;
      /** @description Whether there was more than is kept */
      cut: boolean | null;
      /** @description The sentences that name it */
      facts: components['schemas']['FactDto'][];
      /** @description From the facts; null before they are scored */
      risk: components['schemas']['RiskScoreDto'] | null;
      /** @description Findings that were recorded and not known before */
      findings: number | null;
    };
    EnrichmentSummaryDto: {
      /**
       * Format: uuid
       * @description Also the id of its saga
       */
      enrichmentId: string;
      /** @description The name that is looked for */
      name: string;
      /** @description The revision of the entity it is about */
      revision: number;
      /** @enum {string} */
      status: 'running' | 'compensating' | 'paused' | 'stuck' | 'completed' | 'failed' | 'cancelled';
      failure: components['schemas']['EnrichmentFailureDto'] | null;
      /**
       * @description What came of the entity when the enrichment could not be finished after it had changed it: it is as it was before; or it was changed since, and stays as it is
       * @enum {string|null}
       */
      restoration: 'restored' | 'changed-since' | null;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      endedAt: string | null;
    };
    AgentDto: {
      agentId: string;
      /** @description The kinds of task it takes */
      agentTypes: ('researcher' | 'analyzer' | 'creator' | 'reviewer' | 'coordinator')[];
      /** @description Whether it is a worker of the service itself */
      builtIn: boolean;
      /** Format: date-time */
      registeredAt: string;
      /**
       * Format: date-time
       * @description When it last claimed, worked or started; to about 5 seconds
       */
      lastSeenAt: string;
    };
    RegisterAgentDto: {
      agentId: string;
      /**
       * @description Register once for each kind of task the agent takes
       * @enum {string}
       */
      agentType: 'researcher' | 'analyzer' | 'creator' | 'reviewer' | 'coordinator';
    };
    ClaimTaskDto: {
      agentId: string;
      /** @description The kinds of task to take one of */
      agentTypes: ('researcher' | 'analyzer' | 'creator' | 'reviewer' | 'coordinator')[];
      /**
       * @description How long to wait for one
       * @default 0
       */
      waitMs: number;
    };
    ClaimedTaskDto: {
      /**
       * Format: date-time
       * @description When the task goes to another agent, by the database's clock
       */
      leaseUntil: string;
      /** @description How long each heartbeat extends the lease, in milliseconds */
      leaseMs: number;
      /** Format: uuid */
      taskId: string;
      /** Format: uuid */
      correlationId: string;
      agentId: string;
      /** @description Proves the claim: give it back with every later request */
      fence: number;
      /** @description 2 and more: the attempts before came to nothing */
      attempt: number;
      /** @enum {string} */
      taskType: 'plan' | 'gather' | 'analyse' | 'write' | 'review';
      /** @enum {string} */
      agentType: 'researcher' | 'analyzer' | 'creator' | 'reviewer' | 'coordinator';
      /** @enum {string} */
      priority: 'low' | 'normal' | 'high' | 'critical';
      /** @description Its shape belongs to the task type */
      payload: {
        [key: string]: unknown;
      };
      /** @description In milliseconds */
      expectedDuration: number;
      /** Format: date-time */
      deadline: string | null;
    };
    HolderDto: {
      agentId: string;
      /** @description As the claim answered it */
      fence: number;
    };
    LeaseDto: {
      /**
       * Format: date-time
       * @description When the task goes to another agent, by the database's clock
       */
      leaseUntil: string;
      /** @description How long each heartbeat extends the lease, in milliseconds */
      leaseMs: number;
    };
    CompleteTaskDto: {
      agentId: string;
      /** @description As the claim answered it */
      fence: number;
      /** @description Its shape belongs to the task type */
      result: {
        [key: string]: unknown;
      };
      resourceUsage?: {
        /** @description In milliseconds */
        cpuTime?: number;
        /** @description In bytes */
        memoryUsage?: number;
        apiCalls?: number;
      };
      /** @description Each from 0 to 1; leave out what is not measured */
      qualityMetrics?: {
        accuracy?: number | null;
        completeness?: number | null;
        relevance?: number | null;
      };
    };
    TaskReasonDto: {
      code: string;
      detail: string;
    };
    TaskDetailsDto: {
      /** Format: uuid */
      taskId: string;
      /**
       * Format: uuid
       * @description Of the action it belongs to: the id of the research workflow
       */
      correlationId: string;
      /** @enum {string} */
      taskType: 'plan' | 'gather' | 'analyse' | 'write' | 'review';
      /** @enum {string} */
      agentType: 'researcher' | 'analyzer' | 'creator' | 'reviewer' | 'coordinator';
      /** @enum {string} */
      priority: 'low' | 'normal' | 'high' | 'critical';
      /** @enum {string} */
      status: 'queued' | 'assigned' | 'completed' | 'failed' | 'cancelled';
      /** @description Who holds it, or held it last */
      agentId: string | null;
      /** @description How often it was assigned */
      attempts: number;
      /** @description Why the last attempt failed, or the task */
      reason: components['schemas']['TaskReasonDto'] | null;
      /** @description In milliseconds */
      expectedDuration: number | null;
      /** Format: date-time */
      deadline: string | null;
      /** @description Size of the payload as JSON */
      payloadBytes: number;
      /** @description Size of the result as JSON; 0 when there is none */
      resultBytes: number;
      /** Format: date-time */
      queuedAt: string;
      /**
       * Format: date-time
       * @description Start of the last attempt
       */
      assignedAt: string | null;
      /** Format: date-time */
      completedAt: string | null;
      /** @description From the last claim to the end, in milliseconds */
      executionTime: number | null;
      resourceUsage: {
        /** @description In milliseconds */
        cpuTime?: number;
        /** @description In bytes */
        memoryUsage?: number;
        apiCalls?: number;
      } | null;
      /** @description Each from 0 to 1; null where the agent does not measure it */
      qualityMetrics: {
        accuracy?: number | null;
        completeness?: number | null;
        relevance?: number | null;
      } | null;
      /** @description Its shape belongs to the task type */
      payload: {
        [key: string]: unknown;
      };
      result: {
        [key: string]: unknown;
      } | null;
    };
    FailTaskDto: {
      agentId: string;
      /** @description As the claim answered it */
      fence: number;
      /** @description Stable */
      code: string;
      /** @description A sentence for people */
      detail: string;
      /** @description Whether another attempt may go better */
      retryable: boolean;
    };
    ReleaseTaskDto: {
      agentId: string;
      /** @description As the claim answered it */
      fence: number;
      /** @description Stable */
      code: string;
      /** @description A sentence for people */
      detail: string;
      /**
       * @description How long nobody shall claim it
       * @default 0
       */
      delayMs: number;
    };
    TaskDto: {
      /** Format: uuid */
      taskId: string;
      /**
       * Format: uuid
       * @description Of the action it belongs to: the id of the research workflow
       */
      correlationId: string;
      /** @enum {string} */
      taskType: 'plan' | 'gather' | 'analyse' | 'write' | 'review';
      /** @enum {string} */
      agentType: 'researcher' | 'analyzer' | 'creator' | 'reviewer' | 'coordinator';
      /** @enum {string} */
      priority: 'low' | 'normal' | 'high' | 'critical';
      /** @enum {string} */
      status: 'queued' | 'assigned' | 'completed' | 'failed' | 'cancelled';
      /** @description Who holds it, or held it last */
      agentId: string | null;
      /** @description How often it was assigned */
      attempts: number;
      /** @description Why the last attempt failed, or the task */
      reason: components['schemas']['TaskReasonDto'] | null;
      /** @description In milliseconds */
      expectedDuration: number | null;
      /** Format: date-time */
      deadline: string | null;
      /** @description Size of the payload as JSON */
      payloadBytes: number;
      /** @description Size of the result as JSON; 0 when there is none */
      resultBytes: number;
      /** Format: date-time */
      queuedAt: string;
      /**
       * Format: date-time
       * @description Start of the last attempt
       */
      assignedAt: string | null;
      /** Format: date-time */
      completedAt: string | null;
      /** @description From the last claim to the end, in milliseconds */
      executionTime: number | null;
      resourceUsage: {
        /** @description In milliseconds */
        cpuTime?: number;
        /** @description In bytes */
        memoryUsage?: number;
        apiCalls?: number;
      } | null;
      /** @description Each from 0 to 1; null where the agent does not measure it */
      qualityMetrics: {
        accuracy?: number | null;
        completeness?: number | null;
        relevance?: number | null;
      } | null;
    };
    LearningPathSummaryDto: {
      /** Format: uuid */
      learningPathId: string;
      /** Format: uuid */
      workflowId: string;
      title: string;
      moduleCount: number;
      itemCount: number;
      /** Format: date-time */
      createdAt: string;
    };
    LearningCitationDto: {
      /** Format: uuid */
      contentId: string;
      source: string;
      sha256: string;
      start: number;
      end: number;
      quote: string;
    };
    QuizItemDto: {
      /** Format: uuid */
      itemId: string;
      /** @description The sentence with the answer left out */
      prompt: string;
      answer: string;
      claimId: string;
      citations: components['schemas']['LearningCitationDto'][];
    };
    LearningModuleDto: {
      /** Format: uuid */
      moduleId: string;
      title: string;
      subQuestion: string;
      items: components['schemas']['QuizItemDto'][];
    };
    LearningPathDto: {
      /** Format: uuid */
      learningPathId: string;
      /** Format: uuid */
      workflowId: string;
      title: string;
      moduleCount: number;
      itemCount: number;
      /** Format: date-time */
      createdAt: string;
      modules: components['schemas']['LearningModuleDto'][];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  content_deadLetters_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this subscription, as its group is named */
        subscription?: string;
        /** @description Of this type of message */
        type?: string;
        /** @description That failed with this code at last */
        code?: string;
        /** @description Of this tenant */
        tenant?: string;
        /** @description Published under this key: tenant and stream */
        key?: string;
        /** @description With this correlation id */
        correlation?: string;
        /** @description That died then or later */
        since?: string;
        /** @description That died before */
        until?: string;
        /** @description Every status unless given */
        status?: 'dead' | 'redriven' | 'handled' | 'discarded';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DeadLetterSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_deadLetters_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_deadLetters_edit: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_deadLetters_redriveMany: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "ids": [
         *         "0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10"
         *       ],
         *       "subscription": "learning.run-completed",
         *       "type": "TaskCompleted",
         *       "code": "UPSTREAM.UNAVAILABLE",
         *       "tenant": "default",
         *       "key": "default/task-0193b6c1",
         *       "correlation": "0199c3a0-5d0e-7f2b-9a01-577bf0c4f4ee",
         *       "since": "2026-01-15T09:30:00.000Z",
         *       "until": "2026-01-15T09:30:00.000Z"
         *     }
         */
        'application/json': components['schemas']['RedriveDeadLettersDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RedriveOutcomeDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_deadLetters_redrive: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_deadLetters_discard: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiscardDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagas_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this saga */
        saga?: string;
        /** @description Of this version of its definition */
        version?: string;
        /** @description Any of running, compensating, paused, stuck, completed, failed, cancelled; several with commas between them */
        status?: string;
        /** @description Of the action with this correlation id */
        correlationId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagas_get: {
    parameters: {
      query?: {
        /** @description As it was after this many events of its history; as it is unless given */
        at?: number;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagas_history: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaEventDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagaControls_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagaControls_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagaControls_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CancelSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagaControls_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagaControls_skip: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagaControls_migrate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MigrateSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_sagaControls_signal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignalSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  content_subscriptions_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubscriptionDto'][];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  contents_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Only contents of this status */
        status?: 'requested' | 'uploaded' | 'processing' | 'completed' | 'partial' | 'failed';
        /** @description Only contents of this action: the id of a research workflow */
        correlationId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ContentDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  contents_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': {
          /** Format: binary */
          file: string;
          /**
           * Format: uuid
           * @description The content that asked for these bytes
           */
          contentId?: string;
          /** @description The source as its user names it; the name of the file unless given */
          source?: string;
        };
        'application/json': components['schemas']['CreateContentDto'];
      };
    };
    responses: {
      /** @description The same bytes were uploaded for this content before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ContentDto'];
        };
      };
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ContentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  contents_search: {
    parameters: {
      query: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Words, "phrases", or, -not */
        q: string;
        /** @description ISO 639-1 language of the words */
        language?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SearchHitDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  contents_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the content */
        contentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ContentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  contents_text: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the content */
        contentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The text */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
          'application/json': components['schemas']['TextDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  contents_unavailable: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the content */
        contentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UnavailableDto'];
      };
    };
    responses: {
      /** @description It is noted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  downloads_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Only downloads of this status; `requested` are all that have not ended */
        status?: 'requested' | 'running' | 'paused' | 'compensating' | 'stuck' | 'completed' | 'failed' | 'cancelled';
        /** @description Only downloads of this kind */
        kind?: 'image' | 'file';
        /** @description Only the download with this correlation id */
        correlationId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DownloadDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  downloads_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat: the same key makes the same download */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDownloadDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DownloadDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  downloads_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the download */
        downloadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DownloadDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  downloads_content: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the download */
        downloadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The bytes, with the type and the name of the file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          '*/*': string;
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  downloads_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the download */
        downloadId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ControlDownloadDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DownloadDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  downloads_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the download */
        downloadId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ControlDownloadDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DownloadDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  downloads_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the download */
        downloadId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ControlDownloadDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DownloadDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_deadLetters_list': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this subscription, as its group is named */
        subscription?: string;
        /** @description Of this type of message */
        type?: string;
        /** @description That failed with this code at last */
        code?: string;
        /** @description Of this tenant */
        tenant?: string;
        /** @description Published under this key: tenant and stream */
        key?: string;
        /** @description With this correlation id */
        correlation?: string;
        /** @description That died then or later */
        since?: string;
        /** @description That died before */
        until?: string;
        /** @description Every status unless given */
        status?: 'dead' | 'redriven' | 'handled' | 'discarded';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DeadLetterSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_deadLetters_get': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_deadLetters_edit': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_deadLetters_redriveMany': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "ids": [
         *         "0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10"
         *       ],
         *       "subscription": "learning.run-completed",
         *       "type": "TaskCompleted",
         *       "code": "UPSTREAM.UNAVAILABLE",
         *       "tenant": "default",
         *       "key": "default/task-0193b6c1",
         *       "correlation": "0199c3a0-5d0e-7f2b-9a01-577bf0c4f4ee",
         *       "since": "2026-01-15T09:30:00.000Z",
         *       "until": "2026-01-15T09:30:00.000Z"
         *     }
         */
        'application/json': components['schemas']['RedriveDeadLettersDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RedriveOutcomeDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_deadLetters_redrive': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_deadLetters_discard': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiscardDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagas_list': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this saga */
        saga?: string;
        /** @description Of this version of its definition */
        version?: string;
        /** @description Any of running, compensating, paused, stuck, completed, failed, cancelled; several with commas between them */
        status?: string;
        /** @description Of the action with this correlation id */
        correlationId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagas_get': {
    parameters: {
      query?: {
        /** @description As it was after this many events of its history; as it is unless given */
        at?: number;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagas_history': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaEventDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagaControls_pause': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagaControls_resume': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagaControls_cancel': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CancelSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagaControls_retry': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagaControls_skip': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagaControls_migrate': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MigrateSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_sagaControls_signal': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignalSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'research-workflow_subscriptions_list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubscriptionDto'][];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['WorkflowSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat: the same key makes the same workflow */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWorkflowDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WorkflowDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the research workflow */
        workflowId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WorkflowDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_report: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the research workflow */
        workflowId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportDto'];
          'text/markdown': string;
          'text/html': string;
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_events: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Start behind this position */
        after?: number;
      };
      header?: {
        /** @description Go on behind this position */
        'Last-Event-ID'?: string;
      };
      path: {
        /** @description The id of the research workflow */
        workflowId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the story; or, with `Accept: text/event-stream`, each entry as it comes, then `event: end` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['RunEventDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
          'text/event-stream': string;
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the research workflow */
        workflowId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ControlWorkflowDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WorkflowDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the research workflow */
        workflowId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ControlWorkflowDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WorkflowDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  workflows_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the research workflow */
        workflowId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ControlWorkflowDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WorkflowDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  streams_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description How far back */
        minutes?: number;
        /** @description Only what this context sends */
        context?: 'content' | 'research-workflow' | 'agent-task' | 'learning';
        /** @description Only this type */
        type?: string;
        /** @description Only types with failures */
        failed?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['TypeActivityDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  investigations_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Only investigations of this status */
        status?: 'open' | 'closed';
        /** @description A part of the title, in whatever case */
        title?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['InvestigationDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  investigations_open: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat: the same key makes the same investigation */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OpenInvestigationDto'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvestigationDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  investigations_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvestigationDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  investigations_close: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['CloseInvestigationDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvestigationDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  investigations_reopen: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['InvestigationReasonDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvestigationDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  entities_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Only entities of this kind */
        kind?: 'person' | 'organisation' | 'place' | 'event' | 'vehicle' | 'account' | 'document' | 'other';
        /** @description A part of the name, in whatever case */
        name?: string;
        /** @description Only those with a score of at least this */
        minRisk?: number;
      };
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['EntitySummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  entities_add: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat: the same key makes the same entity */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description The id of the investigation */
        investigationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddEntityDto'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntityDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  entities_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntityDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  entities_update: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['UpdateEntityDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntityDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  findings_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Only what concerns this entity */
        entityId?: string;
        /** @description Only those that are at least so sure */
        minConfidence?: number;
      };
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['FindingDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  findings_record: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat: the same key makes the same finding */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description The id of the investigation */
        investigationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RecordFindingDto'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FindingDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  findings_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the finding */
        findingId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FindingDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  enrichments_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['EnrichmentSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  enrichments_start: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat: the same key makes the same enrichment */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  enrichments_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
        /** @description The id of the enrichment */
        enrichmentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  enrichments_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
        /** @description The id of the enrichment */
        enrichmentId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['InvestigationReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  enrichments_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
        /** @description The id of the enrichment */
        enrichmentId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['InvestigationReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  enrichments_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the investigation */
        investigationId: string;
        /** @description The id of the entity */
        entityId: string;
        /** @description The id of the enrichment */
        enrichmentId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['InvestigationReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EnrichmentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_deadLetters_list': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this subscription, as its group is named */
        subscription?: string;
        /** @description Of this type of message */
        type?: string;
        /** @description That failed with this code at last */
        code?: string;
        /** @description Of this tenant */
        tenant?: string;
        /** @description Published under this key: tenant and stream */
        key?: string;
        /** @description With this correlation id */
        correlation?: string;
        /** @description That died then or later */
        since?: string;
        /** @description That died before */
        until?: string;
        /** @description Every status unless given */
        status?: 'dead' | 'redriven' | 'handled' | 'discarded';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DeadLetterSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_deadLetters_get': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_deadLetters_edit': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_deadLetters_redriveMany': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "ids": [
         *         "0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10"
         *       ],
         *       "subscription": "learning.run-completed",
         *       "type": "TaskCompleted",
         *       "code": "UPSTREAM.UNAVAILABLE",
         *       "tenant": "default",
         *       "key": "default/task-0193b6c1",
         *       "correlation": "0199c3a0-5d0e-7f2b-9a01-577bf0c4f4ee",
         *       "since": "2026-01-15T09:30:00.000Z",
         *       "until": "2026-01-15T09:30:00.000Z"
         *     }
         */
        'application/json': components['schemas']['RedriveDeadLettersDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RedriveOutcomeDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_deadLetters_redrive': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_deadLetters_discard': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiscardDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagas_list': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this saga */
        saga?: string;
        /** @description Of this version of its definition */
        version?: string;
        /** @description Any of running, compensating, paused, stuck, completed, failed, cancelled; several with commas between them */
        status?: string;
        /** @description Of the action with this correlation id */
        correlationId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagas_get': {
    parameters: {
      query?: {
        /** @description As it was after this many events of its history; as it is unless given */
        at?: number;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagas_history': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaEventDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagaControls_pause': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagaControls_resume': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagaControls_cancel': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CancelSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagaControls_retry': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagaControls_skip': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagaControls_migrate': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MigrateSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_sagaControls_signal': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignalSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  'agent-task_subscriptions_list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubscriptionDto'][];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  agents_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['AgentDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  agents_register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterAgentDto'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AgentDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  taskClaims_claim: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ClaimTaskDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClaimedTaskDto'];
        };
      };
      /** @description There is nothing to do */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  taskLeases_heartbeat: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the task */
        taskId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['HolderDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LeaseDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  taskLeases_complete: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the task */
        taskId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CompleteTaskDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskDetailsDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  taskLeases_fail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the task */
        taskId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FailTaskDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskDetailsDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  taskLeases_release: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the task */
        taskId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReleaseTaskDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskDetailsDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  tasks_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Only tasks of this action: the id of a research workflow */
        correlationId?: string;
        /** @description Only tasks of this status */
        status?: 'queued' | 'assigned' | 'completed' | 'failed' | 'cancelled';
        /** @description Only tasks for this kind of agent */
        agentType?: 'researcher' | 'analyzer' | 'creator' | 'reviewer' | 'coordinator';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['TaskDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  tasks_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the task */
        taskId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskDetailsDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_deadLetters_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this subscription, as its group is named */
        subscription?: string;
        /** @description Of this type of message */
        type?: string;
        /** @description That failed with this code at last */
        code?: string;
        /** @description Of this tenant */
        tenant?: string;
        /** @description Published under this key: tenant and stream */
        key?: string;
        /** @description With this correlation id */
        correlation?: string;
        /** @description That died then or later */
        since?: string;
        /** @description That died before */
        until?: string;
        /** @description Every status unless given */
        status?: 'dead' | 'redriven' | 'handled' | 'discarded';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DeadLetterSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_deadLetters_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_deadLetters_edit: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_deadLetters_redriveMany: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "ids": [
         *         "0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10"
         *       ],
         *       "subscription": "learning.run-completed",
         *       "type": "TaskCompleted",
         *       "code": "UPSTREAM.UNAVAILABLE",
         *       "tenant": "default",
         *       "key": "default/task-0193b6c1",
         *       "correlation": "0199c3a0-5d0e-7f2b-9a01-577bf0c4f4ee",
         *       "since": "2026-01-15T09:30:00.000Z",
         *       "until": "2026-01-15T09:30:00.000Z"
         *     }
         */
        'application/json': components['schemas']['RedriveDeadLettersDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RedriveOutcomeDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_deadLetters_redrive: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_deadLetters_discard: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the dead letter */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiscardDeadLetterDto'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0199c3a0-5d0e-7f2b-9a01-a56145270ce6",
           *       "status": "dead",
           *       "subscription": "learning.run-completed",
           *       "type": "TaskCompleted",
           *       "messageId": "0193b6c1-5d0e-7f2b-9a01-01930d5e8a00",
           *       "tenant": "default",
           *       "key": "default/task-0193b6c1",
           *       "correlationId": "0199c3a0-5d0e-7f2b-9a01-9c56cc51b374",
           *       "code": "MESSAGE.INVALID",
           *       "reason": "taskId must be a UUID",
           *       "attempts": 5,
           *       "diedAt": "2026-01-15T09:30:00.000Z",
           *       "editedAt": null,
           *       "editedBy": null,
           *       "holdsKey": true,
           *       "behind": 2,
           *       "note": null,
           *       "topic": "research_events",
           *       "partition": 3,
           *       "offset": 1187,
           *       "headers": {
           *         "ce_type": "TaskCompleted"
           *       },
           *       "data": {
           *         "taskId": "task-7"
           *       },
           *       "text": null,
           *       "rounds": [
           *         {
           *           "round": 1,
           *           "code": "MESSAGE.INVALID",
           *           "reason": "taskId must be a UUID",
           *           "attempts": 5,
           *           "diedAt": "2026-01-15T09:30:00.000Z",
           *           "redrivenAt": null,
           *           "redrivenBy": null,
           *           "edited": false
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['DeadLetterDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagas_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
        /** @description Of this saga */
        saga?: string;
        /** @description Of this version of its definition */
        version?: string;
        /** @description Any of running, compensating, paused, stuck, completed, failed, cancelled; several with commas between them */
        status?: string;
        /** @description Of the action with this correlation id */
        correlationId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagas_get: {
    parameters: {
      query?: {
        /** @description As it was after this many events of its history; as it is unless given */
        at?: number;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagas_history: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SagaEventDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagaControls_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagaControls_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagaControls_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CancelSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagaControls_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagaControls_skip: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SagaReasonDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagaControls_migrate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MigrateSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_sagaControls_signal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the saga */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignalSagaDto'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SteeredSagaDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learning_subscriptions_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubscriptionDto'][];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learningPaths_list: {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description The `nextCursor` of the page before; left out for the first */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of the list */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['LearningPathSummaryDto'][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
          };
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
  learningPaths_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the learning path */
        learningPathId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LearningPathDto'];
        };
      };
      /** @description A failure */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDocument'];
        };
      };
    };
  };
}

/** The codes of the problems that the API answers; a later version may have more. */
export type ErrorCode =
  | 'ACCESS.OPERATORS_ONLY'
  | 'ACCESS.TOKEN_INVALID'
  | 'ACCESS.TOKEN_REQUIRED'
  | 'AGENT.NOT_FOUND'
  | 'AGENT.TYPE_MISMATCH'
  | 'BLOB.NOT_FOUND'
  | 'CALLER.INVALID'
  | 'CALLER.REQUIRED'
  | 'CONTENT.ALREADY_UPLOADED'
  | 'CONTENT.FILE_MISSING'
  | 'CONTENT.FILE_TOO_LARGE'
  | 'CONTENT.NOT_CONFIGURED'
  | 'CONTENT.NOT_FOUND'
  | 'CONTENT.NO_TEXT'
  | 'CONTENT.TEXT_NOT_READY'
  | 'CONTENT.TOO_MANY_FILES'
  | 'CURSOR.INVALID'
  | 'DATABASE.UNAVAILABLE'
  | 'DEAD_LETTER.ENVELOPE_BROKEN'
  | 'DEAD_LETTER.FILTER_MISSING'
  | 'DEAD_LETTER.LOOPING'
  | 'DEAD_LETTER.NOT_DEAD'
  | 'DEAD_LETTER.NOT_FOUND'
  | 'DOWNLOAD.INVALID_TRANSITION'
  | 'DOWNLOAD.NOT_COMPLETED'
  | 'DOWNLOAD.NOT_FOUND'
  | 'ENRICHMENT.NOT_FOUND'
  | 'ENRICHMENT.RUNNING'
  | 'ENTITY.CHANGED'
  | 'ENTITY.NOT_FOUND'
  | 'EVENT_STORE_UNAVAILABLE'
  | 'EVENT_TOO_LARGE'
  | 'FINDING.NOT_FOUND'
  | 'FINDING.QUOTE_NOT_THERE'
  | 'INTERNAL'
  | 'INVESTIGATION.CLOSED'
  | 'INVESTIGATION.FULL'
  | 'INVESTIGATION.NOT_FOUND'
  | 'LEARNING.PATH_NOT_FOUND'
  | 'MESSAGE.INVALID'
  | 'REQUEST.BAD_URL'
  | 'REQUEST.FORBIDDEN'
  | 'REQUEST.HEADERS_TOO_LARGE'
  | 'REQUEST.IDEMPOTENCY_KEY_REUSED'
  | 'REQUEST.INVALID'
  | 'REQUEST.MALFORMED'
  | 'REQUEST.RATE_LIMITED'
  | 'REQUEST.TIMEOUT'
  | 'REQUEST.TOO_LARGE'
  | 'REQUEST.UNSUPPORTED_MEDIA_TYPE'
  | 'REQUEST.WRONG_HOST'
  | 'RESEARCH.INVALID_TRANSITION'
  | 'RESEARCH.REPORT_NOT_READY'
  | 'RESEARCH.WORKFLOW_NOT_FOUND'
  | 'SAGA.HISTORY_SHORTER'
  | 'SAGA.INBOX_FULL'
  | 'SAGA.INVALID_TRANSITION'
  | 'SAGA.MESSAGE_TOO_LARGE'
  | 'SAGA.NOT_FOUND'
  | 'SAGA.UNKNOWN_VERSION'
  | 'SERVICE.STARTING'
  | 'STREAM_ARCHIVED'
  | 'STREAM_CONFLICT'
  | 'TASK.BUSY'
  | 'TASK.LEASE_LOST'
  | 'TASK.NOT_ASSIGNED'
  | 'TASK.NOT_FOUND'
  | 'UPSTREAM.FAILED'
  | 'UPSTREAM.TIMEOUT'
  | 'UPSTREAM.UNAVAILABLE';

/** The writes that take an idempotency key, by method and path. */
export const KEYED_WRITES: ReadonlySet<string> = new Set([
  'POST /api/v1/downloads',
  'POST /api/v1/research/workflows',
  'POST /api/v1/investigations',
  'POST /api/v1/investigations/{investigationId}/entities',
  'POST /api/v1/investigations/{investigationId}/findings',
  'POST /api/v1/investigations/{investigationId}/entities/{entityId}/enrichments',
]);
