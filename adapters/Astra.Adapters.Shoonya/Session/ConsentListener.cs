using System.Net;
using System.Text;
using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>Waits on this machine for the browser that comes back from the consent with a code. The redirect address must be registered with the vendor.</summary>
internal sealed class ConsentListener(int port, TimeSpan patience, TimeProvider time)
{
    public async Task<Secret> CodeAsync(CancellationToken stop)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        try
        {
            listener.Start();
        }
        catch (HttpListenerException refused)
        {
            throw new VendorException($"Shoonya: port {port} on 127.0.0.1 cannot be used for the redirect; free it or choose another", refused) { IsFinal = true };
        }
        using var patient = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patient.Token);
        using CancellationTokenRegistration ends = either.Token.Register(listener.Abort);
        while (true)
        {
            HttpListenerContext browser;
            try
            {
                browser = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                stop.ThrowIfCancellationRequested();
                throw new VendorException($"Shoonya: nobody signed in within {patience.TotalMinutes:0} minutes; start again") { IsFinal = true };
            }
            string? code = browser.Request.QueryString["code"];
            await AnswerAsync(browser.Response, string.IsNullOrWhiteSpace(code) ? 404 : 200).ConfigureAwait(false);
            if (!string.IsNullOrWhiteSpace(code)) return new Secret(code.Trim());
        }
    }

    private static async Task AnswerAsync(HttpListenerResponse response, int status)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        string page = status == 200 ? "Signed in. This page can be closed." : "No code in the address.";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(page)).ConfigureAwait(false);
        response.Close();
    }
}
