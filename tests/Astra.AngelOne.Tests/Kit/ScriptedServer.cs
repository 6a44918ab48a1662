using System.Net;
using System.Text;
using System.Text.Json;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>One call as the server saw it.</summary>
internal sealed record SeenCall(string Path, string Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    public string Field(string name) => JsonDocument.Parse(Body).RootElement.GetProperty(name).GetString()!;

    public string Authorization => Headers.GetValueOrDefault("Authorization", "");
}

/// <summary>Answers by path, in the order in which answers were given; the last one of a path stays. Status 0 is no answer.</summary>
internal sealed class ScriptedServer(TimeProvider time) : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<(int Status, string Body)>> _answers = [];
    private readonly Lock _gate = new();

    public List<SeenCall> Calls { get; } = [];

    public int Count(string path) => Calls.Count(c => c.Path == path);

    public ScriptedServer Answer(string path, int status, string body)
    {
        if (!_answers.TryGetValue(path, out Queue<(int, string)>? queue)) _answers[path] = queue = new Queue<(int, string)>();
        queue.Enqueue((status, body));
        return this;
    }

    public ScriptedServer Good(string path, string data) => Answer(path, 200, $$"""{"status":true,"message":"SUCCESS","errorcode":"","data":{{data}}}""");

    public ScriptedServer Bad(string path, string code, string message = "no") =>
        Answer(path, 200, $$"""{"status":false,"message":"{{message}}","errorcode":"{{code}}","data":null}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        (int Status, string Body) answer;
        lock (_gate)
        {
            string path = request.RequestUri!.AbsolutePath;
            Calls.Add(new SeenCall(path, body, headers, time.GetUtcNow()));
            Queue<(int, string)> queue = _answers.TryGetValue(path, out Queue<(int, string)>? found) ? found : throw new InvalidOperationException($"no answer for {path}");
            answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        }
        if (answer.Status == 0) throw new HttpRequestException("connection refused");
        return new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)) };
    }
}
