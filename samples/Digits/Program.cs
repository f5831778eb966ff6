using System.Text;
using Digits;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
LeNet5 net = LeNet5.Load();

switch (args)
{
    case []:
        TestRun.Start(net, MnistImages.Load(Path.Combine(AppContext.BaseDirectory, "data")));
        return 0;

    case [string path] when !path.StartsWith('-'):
        try
        {
            float[] image = DigitPicture.Load(path);
            float[] scores = new float[LeNet5.OutputLength];
            net.Forward(image, scores);
            Report.Picture(image, scores);
            return 0;
        }
        catch (PictureException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }

    default:
        Console.Error.WriteLine("usage: Digits [picture of a digit]      without a picture: the 10,000 test images of MNIST");
        return 2;
}
