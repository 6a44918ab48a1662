using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Astra.Live.Tests.Http;

/// <summary>Answers without a network, and notes when it was asked for what.</summary>
internal sealed class StubHandler(TimeProvider time, Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public ConcurrentQueue<(DateTimeOffset At, string Path)> Calls { get; } = [];

    public static HttpResponseMessage Answer(int status, string body = "", string type = "application/json") =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls.Enqueue((time.GetUtcNow(), request.RequestUri!.AbsolutePath));
        return Task.FromResult(answer(request));
    }
}
