using System.Globalization;
using DigitPad;
using Digits;

const string DefaultUrl = "http://127.0.0.1:5080";

// The page and the weights lie beside the program, from wherever it is started.
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);   // what keeps the program from starting is said below
builder.WebHost.UseUrls(builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrl);

string weights = Path.Combine(AppContext.BaseDirectory, "lenet5.safetensors");
NetworkTrace trace = new(weights);
NetworkDescription description = NetworkDescription.Create();
Example[] examples = Example.OfEachDigit(MnistImages.Load(Path.Combine(AppContext.BaseDirectory, "data")));

WebApplication app = builder.Build();
app.UseStatusCodePages();
app.Use((context, next) =>
{
    // Nothing comes from elsewhere; and an edit is seen at the next reload.
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:";
    context.Response.Headers.CacheControl = "no-cache";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapGet("/network", () => description);
app.MapGet("/weights", () => Results.File(weights, "application/octet-stream"));
app.MapGet("/examples", () => examples);
app.MapPost("/trace", async (HttpRequest request) =>
{
    (byte[] drawing, string? fault) = await Drawing.ReadAsync(request);
    if (fault is not null)
    {
        return Results.Text(fault, statusCode: StatusCodes.Status400BadRequest);
    }

    (byte[] floats, TimeSpan forward) = trace.Run(Drawing.ToInput(drawing));
    request.HttpContext.Response.Headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"forward;dur={forward.TotalMilliseconds}");
    return Results.Bytes(floats, "application/octet-stream");
});

app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"DigitPad listens at {string.Join(" or ", app.Urls)} (Ctrl+C ends)"));
try
{
    app.Run();
    return 0;
}
catch (IOException fault)
{
    // Most often another program that listens there.
    Console.Error.WriteLine($"{fault.Message} Another address: dotnet run -c Release --project samples/DigitPad -- --urls http://127.0.0.1:5081");
    return 1;
}
