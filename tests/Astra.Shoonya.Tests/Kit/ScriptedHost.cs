using System.Net;
using System.Text;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>Answers instead of the network, and keeps what was asked.</summary>
internal sealed class ScriptedHost(Func<string, string, (int Status, string Body)> answer) : HttpMessageHandler
{
    public List<(string Path, string Body, string? Bearer, string? Type)> Calls { get; } = [];

    public int CountOf(string call) => Calls.Count(c => c.Path.EndsWith("/" + call, StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string? bearer = request.Headers.TryGetValues("Authorization", out IEnumerable<string>? values) ? values.First() : null;
        Calls.Add((path, body, bearer, request.Content?.Headers.ContentType?.MediaType));
        (int status, string text) = answer(path, body);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json"), RequestMessage = request };
    }
}
